/* select.c - the conditions of bs_selection_select(), one after the other, cheapest first. */
#include <stdlib.h>

#include "base/error.h"
#include "base/progress.h"
#include "corpus/entity_find.h"
#include "corpus/query.h"
#include "corpus/scope.h"
#include "corpus/select_sql.h"
#include "text/day.h"

typedef struct filter {
    const bs_select_options *options;
    int32_t first_day, end_day; /* INT32_MIN and INT32_MAX when there is no bound */
    bool has_dates;
} filter;

static bs_status read_day(bs_str text, const char *name, bs_date *date, bs_error *error)
{
    if (bs_date_from(text, date))
        return BS_OK;
    return bs_fail(error, BS_MISUSE, "%s: \"%.*s\" is no date such as 2024, 2024-07 or 2024-07-09",
                   name, BS_STR_ARG(text));
}

static bs_status read_filter(const bs_select_options *options, filter *wanted, bs_error *error)
{
    *wanted = (filter){.options = options, .first_day = INT32_MIN, .end_day = INT32_MAX};
    bs_date date;
    bs_status status = BS_OK;
    if (options->from.data) {
        status = read_day(options->from, "from", &date, error);
        if (status == BS_OK)
            wanted->first_day = bs_date_first_day(date);
    }
    if (status == BS_OK && options->to.data) {
        status = read_day(options->to, "to", &date, error);
        if (status == BS_OK)
            wanted->end_day = bs_date_end_day(date);
    }
    wanted->has_dates = options->from.data || options->to.data;
    return status;
}

static bool date_fits(const filter *wanted, const bs_shard *shard, size_t row)
{
    bs_str published = bs_text_at(&shard->articles.published, row);
    bs_date date;
    return published.data && bs_date_from(published, &date) &&
           bs_date_first_day(date) >= wanted->first_day && bs_date_end_day(date) <= wanted->end_day;
}

static bool text_fits(const bs_text_column *column, size_t row, bs_str pattern)
{
    if (!pattern.data)
        return true;
    bs_str value = bs_text_at(column, row);
    return value.data && bs_str_matches(value, pattern);
}

static bool byline_fits(const bs_shard_articles *articles, size_t row, bs_str pattern)
{
    if (!pattern.data)
        return true;
    for (int32_t i = articles->byline_start[row]; i < articles->byline_start[row + 1]; i++)
        if (text_fits(&articles->byline, (size_t)i, pattern))
            return true;
    return false;
}

static bool article_fits(const filter *wanted, const bs_shard *shard, size_t row)
{
    const bs_shard_articles *articles = &shard->articles;
    const bs_select_options *options = wanted->options;
    return (!wanted->has_dates || date_fits(wanted, shard, row)) &&
           text_fits(&articles->outlet, row, options->outlet) &&
           text_fits(&articles->language, row, options->language) &&
           text_fits(&articles->url, row, options->url) &&
           text_fits(&articles->title, row, options->title) &&
           byline_fits(articles, row, options->byline);
}

static bs_status select_by_fields(bs_selection *selection, const bs_select_options *options,
                                  uint32_t segments, bs_selection **result, bs_error *error)
{
    filter wanted;
    bs_status status = read_filter(options, &wanted, error);
    bs_selection *made = NULL;
    if (status == BS_OK)
        status = bs_selection_empty(selection->view, segments, &made, error);
    if (status != BS_OK)
        return status;
    const bs_view *view = selection->view;
    for (size_t index = 0; index < view->shard_count; index++) {
        const bs_shard *shard = bs_corpus_shard(view->corpus, index);
        size_t row = bs_selection_next_row(selection, index, 0);
        for (; row < shard->articles.count; row = bs_selection_next_row(selection, index, row + 1))
            if (article_fits(&wanted, shard, row))
                bs_selection_set(made, view->base[index] + row);
    }
    bs_selection_seal(made);
    *result = made;
    return BS_OK;
}

static bs_status read_segments(const bs_select_options *options, uint32_t *segments,
                               bs_error *error)
{
    if (options->segment_count == 0)
        return BS_OK;
    *segments = 0;
    for (size_t i = 0; i < options->segment_count; i++) {
        bs_segment_type type;
        if (!bs_segment_type_from(options->segments[i], &type))
            return bs_fail(error, BS_MISUSE,
                           "segments: \"%.*s\" is none of body, headline, byline, caption, credit, "
                           "widget, comment, speech",
                           BS_STR_ARG(options->segments[i]));
        *segments |= 1u << type;
    }
    return BS_OK;
}

static void select_mentioning(const bs_selection *selection, size_t index, bs_str id,
                              bs_selection *result)
{
    const bs_shard *shard = bs_corpus_shard(selection->view->corpus, index);
    uint32_t entity = bs_shard_entity_find(shard, id);
    size_t row = bs_selection_next_row(selection, index, 0);
    for (; entity != BS_NONE && row < shard->articles.count;
         row = bs_selection_next_row(selection, index, row + 1)) {
        uint32_t end = shard->articles.mention_start[row + 1];
        for (uint32_t i = shard->articles.mention_start[row]; i < end; i++) {
            if (shard->mentions.entity[i] == entity &&
                bs_selection_counts_byte(selection, shard, row, shard->mentions.start[i])) {
                bs_selection_set(result, selection->view->base[index] + row);
                break;
            }
        }
    }
}

static bs_status select_by_mentions(bs_selection *selection, bs_str name, bs_selection **result,
                                    bs_error *error)
{
    bs_str id;
    bs_status status = bs_entity_resolve(selection->view->corpus, name, &id, error);
    bs_selection *made = NULL;
    if (status == BS_OK)
        status = bs_selection_empty(selection->view, selection->segments, &made, error);
    if (status != BS_OK)
        return status;
    for (size_t index = 0; id.data && index < selection->view->shard_count; index++)
        select_mentioning(selection, index, id, made);
    bs_selection_seal(made);
    *result = made;
    return BS_OK;
}

static bs_status select_by_query(bs_selection *selection, bs_str text, const bs_progress *progress,
                                 bs_selection **result, bs_error *error)
{
    bs_query *query = NULL;
    bs_status status = bs_query_parse(text, &query, error);
    if (status == BS_OK)
        status = bs_query_select(query, selection, progress, result, error);
    bs_query_free(query);
    return status;
}

/* Puts `*next` in the place of `*now` when the step that made it went well. */
static bs_status replace(bs_selection **now, bs_selection **next, bs_status status)
{
    if (status == BS_OK) {
        bs_selection_free(*now);
        *now = *next;
    }
    return status;
}

bs_status bs_selection_select(bs_selection *selection, const bs_select_options *options,
                              const bs_progress *progress, bs_selection **result, bs_error *error)
{
    uint32_t segments = selection->segments;
    bs_selection *now = NULL, *next = NULL;
    bs_status status = read_segments(options, &segments, error);
    if (status == BS_OK)
        status = select_by_fields(selection, options, segments, &now, error);
    if (status == BS_OK && options->mentions.data)
        status = replace(&now, &next, select_by_mentions(now, options->mentions, &next, error));
    if (status == BS_OK && options->match.data)
        status = replace(&now, &next, select_by_query(now, options->match, progress, &next, error));
    if (status == BS_OK && options->sql.data)
        status = replace(&now, &next, bs_select_by_sql(now, options->sql, progress, &next, error));
    if (status != BS_OK) {
        bs_selection_free(now);
        return status;
    }
    *result = now;
    return BS_OK;
}
