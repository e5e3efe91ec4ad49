/* glob.c - matching of patterns by one place to go back to: never more than size x size steps. */
#include "corpus/glob.h"

#include "base/utf8.h"

bool bs_glob_is_pattern(bs_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '\\')
            i++;
        else if (memchr("*?[", text.data[i], 3))
            return true;
    }
    return false;
}

/* The place behind the class that begins at `at`, or SIZE_MAX when it is not closed. A `]` that
 * comes first belongs to the class. */
static size_t class_end(bs_str pattern, size_t at)
{
    at++;
    if (at < pattern.size && (pattern.data[at] == '!' || pattern.data[at] == '^'))
        at++;
    if (at < pattern.size && pattern.data[at] == ']')
        at++;
    while (at < pattern.size && pattern.data[at] != ']')
        at++;
    return at < pattern.size ? at + 1 : SIZE_MAX;
}

size_t bs_glob_fault(bs_str pattern)
{
    for (size_t at = 0; at < pattern.size;) {
        if (pattern.data[at] == '\\') {
            if (at + 1 == pattern.size)
                return at;
            at += 2;
        } else if (pattern.data[at] == '[') {
            size_t end = class_end(pattern, at);
            if (end == SIZE_MAX)
                return at;
            at = end;
        } else {
            at++;
        }
    }
    return SIZE_MAX;
}

static bool class_has(bs_str pattern, size_t at, size_t end, uint32_t point)
{
    bool is_inverted = pattern.data[at + 1] == '!' || pattern.data[at + 1] == '^';
    bool is_in = false;
    at += is_inverted ? 2 : 1;
    while (at < end - 1) {
        uint32_t low;
        at += bs_utf8_decode(pattern, at, &low);
        uint32_t high = low;
        if (at + 1 < end - 1 && pattern.data[at] == '-') {
            at++;
            at += bs_utf8_decode(pattern, at, &high);
        }
        is_in = is_in || (low <= point && point <= high);
    }
    return is_in != is_inverted;
}

/* Whether the one item at `*at` of the pattern (not a star) matches the character at `*place`;
 * moves both behind what matched. */
static bool item_matches(bs_str pattern, size_t *at, bs_str word, size_t *place)
{
    char c = pattern.data[*at];
    if (c == '?' || c == '[') {
        uint32_t point;
        size_t size = bs_utf8_decode(word, *place, &point);
        size_t end = c == '[' ? class_end(pattern, *at) : *at + 1;
        if (end == SIZE_MAX || (c == '[' && !class_has(pattern, *at, end, point)))
            return false;
        *at = end;
        *place += size;
        return true;
    }
    size_t skip = c == '\\' && *at + 1 < pattern.size ? 1 : 0;
    if (pattern.data[*at + skip] != word.data[*place])
        return false;
    *at += skip + 1;
    *place += 1;
    return true;
}

static size_t next_character(bs_str word, size_t place)
{
    uint32_t point;
    return place + bs_utf8_decode(word, place, &point);
}

bool bs_glob_matches(bs_str pattern, bs_str word)
{
    size_t at = 0, place = 0;
    size_t star = SIZE_MAX, star_place = 0; /* behind the last star; where its run ends so far */
    for (;;) {
        if (at < pattern.size && pattern.data[at] == '*') {
            star = ++at;
            star_place = place;
        } else if (at == pattern.size && place == word.size) {
            return true;
        } else if (at == pattern.size || place == word.size ||
                   !item_matches(pattern, &at, word, &place)) {
            if (star == SIZE_MAX || star_place == word.size)
                return false;
            star_place = next_character(word, star_place);
            at = star;
            place = star_place;
        }
    }
}

bs_str bs_glob_literal(bs_str pattern)
{
    bs_str longest = {pattern.data, 0};
    size_t start = 0;
    for (size_t at = 0; at <= pattern.size;) {
        bool ends = at == pattern.size || memchr("*?[\\'-", pattern.data[at], 6) != NULL;
        if (!ends) {
            at++;
            continue;
        }
        if (at - start > longest.size)
            longest = bs_str_slice(pattern, start, at);
        if (at == pattern.size)
            break;
        size_t end = pattern.data[at] == '[' ? class_end(pattern, at) : at + 1;
        if (pattern.data[at] == '\\')
            end++;
        at = start = end < pattern.size ? end : pattern.size;
    }
    return longest;
}
