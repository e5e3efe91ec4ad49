/*
 * article_key.h - what articles are grouped by: periods of their date, outlet, language, byline.
 *
 * A period is a number that rises by one from each to the next, so that empty ones can be filled
 * in: the year, 4 x year + quarter, 12 x year + month, the week or the day since 1970.
 */
#ifndef BS_CORPUS_ARTICLE_KEY_H
#define BS_CORPUS_ARTICLE_KEY_H

#include "broadsheet.h"
#include "corpus/shard.h"

typedef enum bs_article_key {
    BS_KEY_YEAR,
    BS_KEY_QUARTER,
    BS_KEY_MONTH,
    BS_KEY_WEEK,
    BS_KEY_DAY,
    BS_KEY_OUTLET,
    BS_KEY_LANGUAGE,
    BS_KEY_BYLINE,
    BS_ARTICLE_KEYS,
} bs_article_key;

#define BS_PERIOD_UNKNOWN INT64_MIN
enum { BS_PERIOD_TEXT_MAX = 32 };

const char *bs_article_key_name(bs_article_key key);
bool bs_article_key_from(bs_str name, bs_article_key *key);

static inline bool bs_article_key_is_period(bs_article_key key)
{
    return key <= BS_KEY_DAY;
}

/* BS_PERIOD_UNKNOWN when the article's date is missing or less precise. */
int64_t bs_period_of(const bs_shard *shard, size_t row, bs_article_key key);
/* "2024", "2024-Q3", "2024-07", "2024-W28", "2024-07-09", with a NUL. */
void bs_period_write(bs_article_key key, int64_t period, char text[BS_PERIOD_TEXT_MAX]);

/* The values of a key that is no period: the outlet or language (one, maybe absent), or all
 * bylines. Value `index` of the article, for index below bs_article_value_count(). */
size_t bs_article_value_count(const bs_shard *shard, size_t row, bs_article_key key);
bs_str bs_article_value(const bs_shard *shard, size_t row, bs_article_key key, size_t index);

#endif
