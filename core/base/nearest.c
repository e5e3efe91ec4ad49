/* nearest.c - see nearest.h. The distance is that of optimal string alignment, in three rows. */
#include "base/nearest.h"

#include "base/str.h"

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool is_same(bs_str a, size_t i, bs_str b, size_t j)
{
    return bs_ascii_lower((unsigned char)a.data[i]) == bs_ascii_lower((unsigned char)b.data[j]);
}

size_t bs_edit_distance(bs_str a, bs_str b)
{
    if (a.size > BS_NEAREST_BYTES_MAX || b.size > BS_NEAREST_BYTES_MAX)
        return SIZE_MAX;
    size_t rows[3][BS_NEAREST_BYTES_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.size; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.size; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.size; j++) {
            size_t replaced = last[j - 1] + (is_same(a, i - 1, b, j - 1) ? 0 : 1);
            row[j] = least(replaced, least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && is_same(a, i - 1, b, j - 2) && is_same(a, i - 2, b, j - 1))
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[b.size];
}

bs_str bs_nearest(bs_str name, const bs_str *names, size_t count)
{
    bs_str nearest = {NULL, 0};
    size_t distance = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        size_t away = bs_edit_distance(name, names[i]);
        bool begins = name.size >= 2 && bs_str_starts(names[i], name);
        size_t near = least(name.size, names[i].size) / 3;
        if (begins && away != SIZE_MAX)
            away = 1;
        if (away != SIZE_MAX && (begins || away <= near) && away < distance) {
            distance = away;
            nearest = names[i];
        }
    }
    return nearest;
}
