/* article_key.c - periods as numbers, and the other things that articles are grouped by. */
#include "corpus/article_key.h"

#include <stdio.h>

#include "base/str.h"
#include "text/day.h"

static const char *const names[BS_ARTICLE_KEYS] = {
    [BS_KEY_YEAR] = "year",         [BS_KEY_QUARTER] = "quarter", [BS_KEY_MONTH] = "month",
    [BS_KEY_WEEK] = "week",         [BS_KEY_DAY] = "day",         [BS_KEY_OUTLET] = "outlet",
    [BS_KEY_LANGUAGE] = "language", [BS_KEY_BYLINE] = "byline",
};

const char *bs_article_key_name(bs_article_key key)
{
    return names[key];
}

bool bs_article_key_from(bs_str name, bs_article_key *key)
{
    for (int i = 0; i < BS_ARTICLE_KEYS; i++) {
        if (bs_str_equal(name, bs_str_from(names[i]))) {
            *key = (bs_article_key)i;
            return true;
        }
    }
    return false;
}

static int64_t divide_down(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

int64_t bs_period_of(const bs_shard *shard, size_t row, bs_article_key key)
{
    bs_str published = bs_text_at(&shard->articles.published, row);
    bs_date date;
    if (!published.data || !bs_date_from(published, &date))
        return BS_PERIOD_UNKNOWN;
    if (key == BS_KEY_YEAR)
        return date.year;
    if (date.month == 0)
        return BS_PERIOD_UNKNOWN;
    if (key == BS_KEY_QUARTER)
        return (int64_t)date.year * 4 + (date.month - 1) / 3;
    if (key == BS_KEY_MONTH)
        return (int64_t)date.year * 12 + date.month - 1;
    if (date.day == 0)
        return BS_PERIOD_UNKNOWN;
    int64_t day = bs_date_first_day(date);
    return key == BS_KEY_DAY ? day : divide_down(day + 3, 7); /* 1970-01-01 was a Thursday */
}

void bs_period_write(bs_article_key key, int64_t period, char text[BS_PERIOD_TEXT_MAX])
{
    switch (key) {
    case BS_KEY_YEAR:
        snprintf(text, BS_PERIOD_TEXT_MAX, "%04d", (int)period);
        return;
    case BS_KEY_QUARTER:
        snprintf(text, BS_PERIOD_TEXT_MAX, "%04d-Q%d", (int)divide_down(period, 4),
                 (int)(period - divide_down(period, 4) * 4 + 1));
        return;
    case BS_KEY_MONTH:
        snprintf(text, BS_PERIOD_TEXT_MAX, "%04d-%02d", (int)divide_down(period, 12),
                 (int)(period - divide_down(period, 12) * 12 + 1));
        return;
    case BS_KEY_WEEK: { /* a week belongs to the year of its Thursday */
        int32_t thursday = (int32_t)(period * 7);
        bs_date date = bs_date_of_day(thursday);
        int32_t new_year = bs_date_first_day((bs_date){.year = date.year, .month = 1, .day = 1});
        snprintf(text, BS_PERIOD_TEXT_MAX, "%04d-W%02d", (int)date.year,
                 (int)((thursday - new_year) / 7 + 1));
        return;
    }
    default: {
        char day[BS_DAY_TEXT_MAX];
        bs_date_write(bs_date_of_day((int32_t)period), day);
        snprintf(text, BS_PERIOD_TEXT_MAX, "%s", day);
    }
    }
}

size_t bs_article_value_count(const bs_shard *shard, size_t row, bs_article_key key)
{
    if (key != BS_KEY_BYLINE)
        return 1;
    int32_t count = shard->articles.byline_start[row + 1] - shard->articles.byline_start[row];
    return count > 0 ? (size_t)count : 1;
}

bs_str bs_article_value(const bs_shard *shard, size_t row, bs_article_key key, size_t index)
{
    const bs_shard_articles *articles = &shard->articles;
    if (key == BS_KEY_OUTLET)
        return bs_text_at(&articles->outlet, row);
    if (key == BS_KEY_LANGUAGE)
        return bs_text_at(&articles->language, row);
    if (articles->byline_start[row + 1] == articles->byline_start[row])
        return (bs_str){NULL, 0};
    return bs_text_at(&articles->byline, (size_t)articles->byline_start[row] + index);
}
