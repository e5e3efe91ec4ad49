/* query_loops.c - see query_loops.h. Memory is not checked for here. */
#include "bench/query_loops.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sort.h"
#include "base/str.h"
#include "corpus/ngrams.h"
#include "corpus/words.h"
#include "stats/association.h"

enum { YEARS = 4096, GAP_MAX = 3 };

/* What loops find is added up here, so that no compiler leaves them out. */
static volatile uint64_t sink;

static size_t shard_count(const bs_selection *all)
{
    return bs_corpus_shard_count(bs_selection_corpus(all));
}

static const bs_shard *shard_at(const bs_selection *all, size_t index)
{
    return bs_corpus_shard(bs_selection_corpus(all), index);
}

/* ---- what is asked for ---- */

static bool is_plain(bs_str form)
{
    for (size_t i = 0; i < form.size; i++)
        if (form.data[i] < 'a' || form.data[i] > 'z')
            return false;
    return form.size >= 5;
}

static uint32_t form_of(const bs_forms *forms, bs_str text)
{
    size_t from = 0, to = forms->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (bs_str_compare(forms->texts[middle], text) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return (uint32_t)from;
}

static void choose_words(bs_selection *all, bench_choice *choice)
{
    bs_table *list;
    bs_error error;
    if (bs_words(all, &(bs_words_options){0}, NULL, &list, &error) != BS_OK)
        exit(3);
    uint64_t wanted = bs_selection_token_count(all) / 2500;
    size_t rows = bs_table_row_count(list), plain = 0;
    choice->often_form = form_of(choice->forms, bs_table_text(list, 0, 0));
    for (size_t row = 0; row < rows; row++) {
        uint32_t form = form_of(choice->forms, bs_table_text(list, row, 0));
        bs_str text = choice->forms->texts[form];
        if (!is_plain(text))
            continue;
        if (plain++ >= 20 && choice->word_count < BENCH_WORDS) {
            choice->word_forms[choice->word_count] = form;
            choice->words[choice->word_count++] = text;
        }
        if ((uint64_t)bs_table_integer(list, row, 1) >= wanted || choice->word.size == 0) {
            choice->word_form = form;
            choice->word = bs_arena_copy(&choice->arena, text);
        }
    }
    bs_table_free(list);
}

static void choose_phrase(bs_selection *all, bench_choice *choice)
{
    bs_table *list;
    bs_error error;
    if (bs_ngrams(all, &(bs_ngrams_options){.n = 2}, NULL, &list, &error) != BS_OK)
        exit(3);
    for (size_t row = 0; row < bs_table_row_count(list) && !choice->phrase.data; row++) {
        bs_str second = bs_table_text(list, row, 0), first = {NULL, 0};
        bs_str_cut(&second, ' ', &first);
        if (!is_plain(first) || !is_plain(second))
            continue;
        choice->first_form = form_of(choice->forms, first);
        choice->second_form = form_of(choice->forms, second);
        choice->phrase =
            bs_arena_print(&choice->arena, "\"%.*s %.*s\"", BS_STR_ARG(first), BS_STR_ARG(second));
        choice->gap = bs_arena_print(&choice->arena, "\"%.*s []{0,%d} %.*s\"",
                                     BS_STR_ARG(choice->forms->texts[choice->often_form]), GAP_MAX,
                                     BS_STR_ARG(second));
    }
    bs_table_free(list);
    if (!choice->phrase.data) {
        fprintf(stderr, "bench_query: these texts have no phrase to look for\n");
        exit(3);
    }
}

void bench_choose(bs_selection *all, bench_choice *choice)
{
    bs_error error;
    if (bs_view_forms(all->view, false, false, &choice->forms, &error) != BS_OK)
        exit(3);
    choose_words(all, choice);
    choose_phrase(all, choice);
    size_t half = bs_selection_count(all) / 2;
    size_t *articles = calloc(half + 1, sizeof *articles);
    for (size_t i = 0; i < half; i++)
        articles[i] = i;
    if (bs_selection_keep(all, articles, half, &choice->early, &error) != BS_OK)
        exit(3);
    free(articles);
}

void bench_choice_clear(bench_choice *choice)
{
    bs_selection_free(choice->early);
    bs_arena_clear(&choice->arena);
}

/* ---- positions of a form ---- */

typedef struct postings {
    const uint32_t *items;
    size_t count;
} postings;

/* Where the types of a form stand in a shard, one type after the other: at most so many. */
enum { TYPES_MAX = 16 };

static size_t postings_of(const bench_choice *choice, const bs_shard *shard, size_t index,
                          uint32_t form, postings found[TYPES_MAX])
{
    size_t count = 0;
    for (uint32_t type = 0; type < shard->types.count && count < TYPES_MAX; type++)
        if (choice->forms->of_type[index][type] == form)
            found[count++] = (postings){shard->types.positions + shard->types.position_start[type],
                                        (size_t)(shard->types.position_start[type + 1] -
                                                 shard->types.position_start[type])};
    return count;
}

/* ---- loops ---- */

void loop_frequency_list(const bench_choice *choice, bs_selection *all)
{
    uint64_t *counts = calloc(choice->forms->count, sizeof *counts);
    for (size_t index = 0; index < shard_count(all); index++) {
        const bs_shard *shard = shard_at(all, index);
        uint32_t *by_type = calloc(shard->types.count, sizeof *by_type);
        for (size_t token = 0; token < shard->tokens.count; token++)
            by_type[shard->tokens.type[token]]++;
        for (size_t type = 0; type < shard->types.count; type++)
            if (choice->forms->of_type[index][type] != BS_NONE)
                counts[choice->forms->of_type[index][type]] += by_type[type];
        free(by_type);
    }
    sink += counts[0];
    free(counts);
}

void loop_dispersion(const bench_choice *choice, bs_selection *all)
{
    size_t count = choice->forms->count;
    uint64_t *counts = calloc(count, sizeof *counts), total = 0;
    uint32_t *here = calloc(count, sizeof *here), *touched = calloc(count, sizeof *touched);
    uint32_t *articles = calloc(count, sizeof *articles);
    double *over = calloc(count, sizeof *over);
    for (int pass = 0; pass < 2; pass++) { /* shares need the counts */
        for (size_t index = 0; index < shard_count(all); index++) {
            const bs_shard *shard = shard_at(all, index);
            const uint32_t *of_type = choice->forms->of_type[index];
            for (size_t type = 0; pass == 0 && type < shard->types.count; type++)
                if (of_type[type] != BS_NONE) {
                    counts[of_type[type]] += shard->types.tokens[type];
                    total += shard->types.tokens[type];
                }
            for (size_t article = 0; pass == 1 && article < shard->articles.count; article++) {
                size_t found = 0, tokens = 0;
                uint32_t end = shard->articles.token_start[article + 1];
                for (uint32_t token = shard->articles.token_start[article]; token < end; token++) {
                    uint32_t form = of_type[shard->tokens.type[token]];
                    if (form == BS_NONE)
                        continue;
                    tokens++;
                    touched[found] = form;
                    found += here[form]++ == 0;
                }
                double share = (double)tokens / (double)total;
                for (size_t i = 0; i < found; i++) {
                    uint32_t form = touched[i];
                    double part = (double)here[form] / (double)counts[form];
                    over[form] += part > share ? part - share : 0;
                    articles[form]++;
                    here[form] = 0;
                }
            }
        }
    }
    sink += articles[0] + (uint64_t)over[0];
    free(counts);
    free(here);
    free(touched);
    free(articles);
    free(over);
}

void loop_words_by_year(const bench_choice *choice, bs_selection *all)
{
    uint64_t *counts = calloc(BENCH_WORDS * YEARS, sizeof *counts);
    for (size_t index = 0; index < shard_count(all); index++) {
        const bs_shard *shard = shard_at(all, index);
        uint32_t *word_of = calloc(choice->forms->count, sizeof *word_of);
        for (size_t word = 0; word < choice->word_count; word++)
            word_of[choice->word_forms[word]] = (uint32_t)word + 1;
        for (size_t type = 0; type < shard->types.count; type++) {
            uint32_t form = choice->forms->of_type[index][type];
            if (form == BS_NONE || word_of[form] == 0)
                continue;
            uint64_t *row = counts + (word_of[form] - 1) * YEARS;
            const uint32_t *end = shard->articles.token_start + 1;
            size_t article = 0;
            for (int32_t i = shard->types.position_start[type];
                 i < shard->types.position_start[type + 1]; i++) {
                while (end[article] <= shard->types.positions[i])
                    article++;
                row[(uint32_t)(shard->articles.day[article] / 365 + YEARS / 2) % YEARS]++;
            }
        }
        free(word_of);
    }
    sink += counts[0];
    free(counts);
}

/* What a caller gets of a hit: left, match, right, article, date. */
typedef struct kwic_row {
    bs_str cells[5];
} kwic_row;

typedef struct kwic {
    kwic_row *rows;
    bs_keyed *order; /* the article of each row, for the order by date */
    size_t count;
    bs_arena arena;
} kwic;

/* Text with every run of white space as one blank, and none at either end. */
static bs_str squeezed(bs_arena *arena, bs_str text)
{
    char *room = bs_arena_alloc(arena, text.size + 1);
    size_t size = 0;
    bool is_behind_space = true;
    for (size_t i = 0; i < text.size; i++) {
        bool is_space = bs_ascii_is_space((unsigned char)text.data[i]);
        room[size] = is_space ? ' ' : text.data[i];
        size += !(is_space & is_behind_space);
        is_behind_space = is_space;
    }
    return (bs_str){room, size > 0 && room[size - 1] == ' ' ? size - 1 : size};
}

static void add_kwic_row(kwic *all, const bs_shard *shard, size_t article, uint32_t at)
{
    const bs_shard_tokens *tokens = &shard->tokens;
    uint32_t low = shard->articles.token_start[article];
    uint32_t high = shard->articles.token_start[article + 1];
    uint32_t first = at - low > BENCH_CONTEXT ? at - BENCH_CONTEXT : low;
    uint32_t last = high - at > BENCH_CONTEXT + 1 ? at + BENCH_CONTEXT : high - 1;
    uint32_t start = tokens->start[at], end = start + tokens->size[at];
    bs_str text = bs_text_at(&shard->articles.text, article);
    all->rows[all->count] = (kwic_row){
        {squeezed(&all->arena, bs_str_slice(text, tokens->start[first], start)),
         squeezed(&all->arena, bs_str_slice(text, start, end)),
         squeezed(&all->arena, bs_str_slice(text, end, tokens->start[last] + tokens->size[last])),
         bs_text_at(&shard->articles.id, article),
         bs_text_at(&shard->articles.published, article)}};
}

static void add_kwic(const bench_choice *choice, bs_selection *all, size_t index, kwic *list)
{
    const bs_shard *shard = shard_at(all, index);
    postings found[TYPES_MAX];
    size_t count = postings_of(choice, shard, index, choice->word_form, found);
    for (size_t i = 0; i < count; i++) {
        list->rows = realloc(list->rows, (list->count + found[i].count + 1) * sizeof *list->rows);
        list->order =
            realloc(list->order, (list->count + found[i].count + 1) * sizeof *list->order);
        size_t article = 0;
        for (size_t j = 0; j < found[i].count; j++) {
            uint32_t at = found[i].items[j];
            while (shard->articles.token_start[article + 1] <= at)
                article++;
            bs_article_ref ref = {(uint32_t)index, (uint32_t)article};
            uint64_t place = bs_corpus_article_index(bs_selection_corpus(all), ref);
            list->order[list->count] = (bs_keyed){place << 32 | at, list->count};
            add_kwic_row(list, shard, article, at);
            list->count++;
        }
    }
}

void loop_concordance(const bench_choice *choice, bs_selection *all)
{
    kwic list = {0};
    for (size_t index = 0; index < shard_count(all); index++)
        add_kwic(choice, all, index, &list);
    bs_sort_keyed(list.order, list.count);
    for (size_t i = 0; i < list.count; i++)
        sink += list.rows[list.order[i].value].cells[0].size;
    free(list.rows);
    free(list.order);
    bs_arena_clear(&list.arena);
}

void loop_phrase(const bench_choice *choice, bs_selection *all)
{
    uint64_t hits = 0;
    for (size_t index = 0; index < shard_count(all); index++) {
        const bs_shard *shard = shard_at(all, index);
        const uint32_t *of_type = choice->forms->of_type[index];
        postings found[TYPES_MAX];
        size_t count = postings_of(choice, shard, index, choice->first_form, found);
        for (size_t i = 0; i < count; i++)
            for (size_t j = 0; j < found[i].count; j++) {
                uint32_t next = found[i].items[j] + 1;
                hits += next < shard->tokens.count &&
                        of_type[shard->tokens.type[next]] == choice->second_form;
            }
    }
    sink += hits;
}

void loop_gap(const bench_choice *choice, bs_selection *all)
{
    uint64_t hits = 0;
    for (size_t index = 0; index < shard_count(all); index++) {
        const bs_shard *shard = shard_at(all, index);
        const uint32_t *of_type = choice->forms->of_type[index];
        postings found[TYPES_MAX];
        size_t count = postings_of(choice, shard, index, choice->second_form, found);
        for (size_t i = 0; i < count; i++)
            for (size_t j = 0; j < found[i].count; j++) {
                uint32_t at = found[i].items[j];
                for (uint32_t back = 1; back <= GAP_MAX + 1 && back <= at; back++) {
                    if (of_type[shard->tokens.type[at - back]] == choice->often_form) {
                        hits++;
                        break;
                    }
                }
            }
    }
    sink += hits;
}

void loop_collocates(const bench_choice *choice, bs_selection *all)
{
    uint64_t *near = calloc(choice->forms->count, sizeof *near), window = 0;
    uint64_t *totals = calloc(choice->forms->count, sizeof *totals), total = 0;
    for (size_t index = 0; index < shard_count(all); index++) {
        const bs_shard *shard = shard_at(all, index);
        const uint32_t *of_type = choice->forms->of_type[index];
        for (size_t type = 0; type < shard->types.count; type++)
            if (of_type[type] != BS_NONE) {
                totals[of_type[type]] += shard->types.tokens[type];
                total += shard->types.tokens[type];
            }
        postings found[TYPES_MAX];
        size_t count = postings_of(choice, shard, index, choice->word_form, found);
        for (size_t i = 0; i < count; i++)
            for (size_t j = 0; j < found[i].count; j++) {
                uint32_t at = found[i].items[j];
                uint32_t low = at > BENCH_SPAN ? at - BENCH_SPAN : 0;
                for (uint32_t token = low; token <= at + BENCH_SPAN && token < shard->tokens.count;
                     token++) {
                    uint32_t form = of_type[shard->tokens.type[token]];
                    if (form == BS_NONE || token == at)
                        continue;
                    near[form]++;
                    window++;
                }
            }
    }
    double sum = 0;
    for (size_t form = 0; form < choice->forms->count; form++)
        if (near[form] > 0)
            sum += bs_g2(bs_contingency_from_margins((double)near[form], (double)window,
                                                     (double)totals[form], (double)total));
    sink += (uint64_t)sum;
    free(near);
    free(totals);
}

void loop_keywords(const bench_choice *choice, bs_selection *all)
{
    size_t count = choice->forms->count;
    uint64_t *counts[2] = {calloc(count, sizeof(uint64_t)), calloc(count, sizeof(uint64_t))};
    uint64_t totals[2] = {0};
    for (size_t index = 0; index < shard_count(all); index++) {
        const bs_shard *shard = shard_at(all, index);
        uint32_t *by_type[2] = {calloc(shard->types.count, sizeof(uint32_t)),
                                calloc(shard->types.count, sizeof(uint32_t))};
        for (size_t article = 0; article < shard->articles.count; article++) {
            bs_article_ref ref = {(uint32_t)index, (uint32_t)article};
            uint32_t *into = by_type[!bs_selection_has_row(choice->early, ref)];
            uint32_t end = shard->articles.token_start[article + 1];
            for (uint32_t token = shard->articles.token_start[article]; token < end; token++)
                into[shard->tokens.type[token]]++;
        }
        for (int half = 0; half < 2; half++) {
            for (size_t type = 0; type < shard->types.count; type++) {
                uint32_t form = choice->forms->of_type[index][type];
                if (form == BS_NONE)
                    continue;
                counts[half][form] += by_type[half][type];
                totals[half] += by_type[half][type];
            }
            free(by_type[half]);
        }
    }
    double sum = 0;
    for (size_t form = 0; form < count; form++)
        sum += bs_g2(bs_contingency_from_sizes((double)counts[0][form], (double)totals[0],
                                               (double)counts[1][form], (double)totals[1]));
    sink += (uint64_t)sum;
    free(counts[0]);
    free(counts[1]);
}

void loop_matrix(const bench_choice *choice, bs_selection *all)
{
    size_t capacity = (size_t)bs_selection_token_count(all) + 1, count = 0;
    uint32_t *columns = malloc(capacity * sizeof *columns);
    uint32_t *values = malloc(capacity * sizeof *values);
    uint32_t *here = calloc(choice->forms->count, sizeof *here);
    uint32_t *articles = calloc(choice->forms->count, sizeof *articles);
    for (size_t index = 0; index < shard_count(all); index++) {
        const bs_shard *shard = shard_at(all, index);
        const uint32_t *of_type = choice->forms->of_type[index];
        for (size_t article = 0; article < shard->articles.count; article++) {
            size_t first = count;
            uint32_t end = shard->articles.token_start[article + 1];
            for (uint32_t token = shard->articles.token_start[article]; token < end; token++) {
                uint32_t form = of_type[shard->tokens.type[token]];
                if (form != BS_NONE && here[form]++ == 0)
                    columns[count++] = form;
            }
            for (size_t i = first; i < count; i++) {
                values[i] = here[columns[i]];
                here[columns[i]] = 0;
                articles[columns[i]]++;
            }
        }
    }
    sink += count + values[0] + articles[0];
    free(columns);
    free(values);
    free(here);
    free(articles);
}

void loop_bigrams(const bench_choice *choice, bs_selection *all)
{
    enum { SLOTS = 1 << 23 };
    typedef struct slot {
        uint64_t key;
        uint64_t count;
    } slot;
    slot *slots = calloc(SLOTS, sizeof *slots);
    uint64_t types = 0;
    for (size_t index = 0; index < shard_count(all); index++) {
        const bs_shard *shard = shard_at(all, index);
        const uint32_t *of_type = choice->forms->of_type[index];
        for (size_t token = 0; token + 1 < shard->tokens.count; token++) {
            uint32_t a = of_type[shard->tokens.type[token]];
            uint32_t b = of_type[shard->tokens.type[token + 1]];
            if (a == BS_NONE || b == BS_NONE)
                continue;
            uint64_t key = ((uint64_t)a << 32 | b) + 1;
            size_t at = (size_t)((key * 0x9e3779b97f4a7c15u) >> 41);
            while (slots[at].key != 0 && slots[at].key != key)
                at = (at + 1) & (SLOTS - 1);
            types += slots[at].key == 0;
            if (types > SLOTS / 2) {
                fprintf(stderr, "bench_query: too many bigrams for the loop\n");
                exit(3);
            }
            slots[at].key = key;
            slots[at].count++;
        }
    }
    sink += types;
    free(slots);
}
