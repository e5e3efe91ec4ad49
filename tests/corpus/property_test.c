/*
 * property_test.c - random corpora and random queries, the real engine against the slow one of
 * query_model.h, in one shard and in several, with one thread and with more. What fails is made
 * smaller as long as it still fails, and then shown.
 */
#include <math.h>

#include "archive_fixture.h"
#include "base/arena.h"
#include "corpus/collocates.h"
#include "corpus/concordance.h"
#include "corpus/count.h"
#include "corpus/ngrams.h"
#include "corpus/query.h"
#include "corpus/words.h"
#include "query_model.h"

enum { CASES = 1000, ARTICLES_MAX = 7, SENTENCES_MAX = 4, WORDS_MAX = 9, DEPTH_MAX = 3 };

#define WIDGET "Share this war summit now."

/* What comes first is drawn more often: the smaller a vocabulary, the more hits overlap. */
static const char *const vocabulary[] = {
    "nato", "war", "of",      "NATO", ",",      "Germany", "wars", "summit",
    "Nato", "in",  "summits", "the",  "treaty", "War",     "met",  "South Korea"};
static const char *const query_words[] = {"nato", "war",    "of", "NATO",    "Germany", "wars",
                                          "the",  "summit", "in", "summits", "met"};

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* A corpus as sentences of words, so that it can be made smaller. */
typedef struct test_article {
    unsigned words[SENTENCES_MAX][WORDS_MAX];
    size_t word_count[SENTENCES_MAX];
    size_t sentence_count;
    bool has_widget;
    unsigned year, outlet;
} test_article;

typedef struct test_case {
    test_article articles[ARTICLES_MAX];
    size_t article_count;
    model_query *query; /* in the arena of the whole test */
} test_case;

/* ---- chance ---- */

static uint32_t draw(uint64_t *random, uint32_t below)
{
    *random = *random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*random >> 33) % below);
}

static void draw_article(uint64_t *random, uint32_t words, test_article *article)
{
    article->sentence_count = draw(random, SENTENCES_MAX + 1);
    for (size_t i = 0; i < article->sentence_count; i++) {
        article->word_count[i] = 1 + draw(random, WORDS_MAX);
        for (size_t j = 0; j < article->word_count[i]; j++)
            article->words[i][j] = draw(random, words);
    }
    article->has_widget = draw(random, 4) == 0;
    article->year = 2020 + draw(random, 3);
    article->outlet = draw(random, 2);
}

static const char *draw_word(uint64_t *random)
{
    return query_words[draw(random, 3 + draw(random, LENGTH(query_words) - 2))];
}

static model_element draw_element(uint64_t *random, bool may_be_gap)
{
    model_element element = {.kind = (model_element_kind)draw(random, MODEL_ELEMENT_KINDS)};
    while (element.kind == MODEL_GAP && !may_be_gap)
        element.kind = (model_element_kind)draw(random, MODEL_ELEMENT_KINDS);
    element.word_count = element.kind == MODEL_CHOICE ? 2 + draw(random, 2) : 1;
    for (size_t i = 0; i < element.word_count; i++)
        element.words[i] = draw_word(random);
    if (element.kind == MODEL_STEM)
        element.words[0] = draw(random, 2) ? "wars" : "summit";
    element.min = draw(random, 3);
    element.max = element.min + draw(random, 7);
    return element;
}

/* An element that the word matches. */
static model_element draw_element_for(uint64_t *random, const char *word)
{
    static const model_element_kind kinds[] = {MODEL_WORD, MODEL_EXACT, MODEL_PREFIX, MODEL_REGEX,
                                               MODEL_CHOICE};
    model_element element = {.kind = kinds[draw(random, LENGTH(kinds))], .word_count = 1};
    if (strcmp(word, "South Korea") == 0 || draw(random, 4) == 0)
        element.kind = MODEL_MENTION;
    else if (strlen(word) < 2 || draw(random, 3) == 0)
        element.kind = MODEL_GAP;
    element.words[0] = word;
    if (element.kind == MODEL_CHOICE)
        element.words[element.word_count++] = draw_word(random);
    if (element.kind == MODEL_MENTION && strcmp(word, "Germany") != 0 && word[0] != 'S')
        element.kind = strlen(word) < 2 ? MODEL_GAP : MODEL_WORD;
    element.min = draw(random, 2);
    element.max = 1 + draw(random, 3);
    return element;
}

/* A sequence of words as they stand somewhere, so that it has a hit, mostly. */
static void quote_article(uint64_t *random, const test_case *of, model_query *query)
{
    const test_article *article = &of->articles[draw(random, (uint32_t)of->article_count)];
    if (article->sentence_count == 0)
        return;
    size_t sentence = draw(random, (uint32_t)article->sentence_count);
    size_t start = draw(random, (uint32_t)article->word_count[sentence]);
    size_t left = article->word_count[sentence] - start;
    query->element_count = 0;
    for (size_t i = 0; i < left && i < MODEL_ELEMENTS_MAX && (i == 0 || draw(random, 4)); i++)
        query->elements[query->element_count++] =
            draw_element_for(random, vocabulary[article->words[sentence][start + i]]);
}

static bool has_words(const model_query *query)
{
    for (size_t i = 0; i < query->element_count; i++)
        if (query->elements[i].kind != MODEL_GAP)
            return true;
    return false;
}

static model_query *draw_query(uint64_t *random, const test_case *of, unsigned depth,
                               bs_arena *arena)
{
    static const model_kind kinds[] = {MODEL_AND_SENTENCE, MODEL_AND_ARTICLE, MODEL_OR,
                                       MODEL_AND_SENTENCE, MODEL_AND_ARTICLE, MODEL_NOT};
    model_query *query = bs_arena_array(arena, 1, sizeof *query);
    CHECK(query != NULL);
    *query = (model_query){.kind = MODEL_SEQUENCE};
    if (depth > 0 && draw(random, 2) > 0)
        query->kind = kinds[draw(random, LENGTH(kinds))];
    if (query->kind == MODEL_SEQUENCE) {
        if (draw(random, 5) > 0)
            quote_article(random, of, query);
        if (!has_words(query)) {
            query->element_count = 1 + draw(random, 2);
            for (size_t i = 0; i < query->element_count; i++)
                query->elements[i] = draw_element(random, i > 0);
        }
        return query;
    }
    query->a = draw_query(random, of, depth - 1, arena);
    if (query->kind != MODEL_NOT)
        query->b = draw_query(random, of, depth - 1, arena);
    return query;
}

static void draw_case(uint64_t *random, test_case *made, bs_arena *arena)
{
    made->article_count = 1 + draw(random, ARTICLES_MAX);
    uint32_t words = 2 + draw(random, LENGTH(vocabulary) - 1);
    for (size_t i = 0; i < made->article_count; i++)
        draw_article(random, words, &made->articles[i]);
    made->query = draw_query(random, made, DEPTH_MAX, arena);
}

/* ---- corpora ---- */

static void write_article(const test_article *article, bs_buffer *text)
{
    for (size_t i = 0; i < article->sentence_count; i++) {
        bs_buffer_print(text, "The");
        for (size_t j = 0; j < article->word_count[i]; j++)
            bs_buffer_print(text, " %s", vocabulary[article->words[i][j]]);
        bs_buffer_print(text, ".\n");
        if (i == 0 && article->has_widget)
            bs_buffer_print(text, WIDGET "\n");
    }
    bs_buffer_add_char(text, '\0');
}

static bs_selection *build(const test_case *of, size_t shard_articles)
{
    archive_article given[ARTICLES_MAX] = {0};
    bs_buffer texts[ARTICLES_MAX] = {0};
    char ids[ARTICLES_MAX][8], dates[ARTICLES_MAX][12];
    for (size_t i = 0; i < of->article_count; i++) {
        const test_article *article = &of->articles[i];
        write_article(article, &texts[i]);
        snprintf(ids[i], sizeof ids[i], "a%zu", i);
        snprintf(dates[i], sizeof dates[i], "%u", article->year);
        given[i] = (archive_article){
            .id = ids[i],
            .published = dates[i],
            .outlet = article->outlet ? "North" : "South",
            .text = texts[i].data,
            .widget = article->has_widget && article->sentence_count > 0 ? WIDGET : NULL};
    }
    bs_selection *all = archive_in_shards(given, of->article_count, shard_articles);
    for (size_t i = 0; i < of->article_count; i++)
        bs_buffer_clear(&texts[i]);
    return all;
}

/* ---- what must hold ---- */

/* Each gives NULL, or what is wrong. */
typedef struct tried {
    bs_selection *all;
    bs_corpus *corpus;
    const bs_query *query;
    const model_hits *expected;
    bs_str text;
} tried;

static const char *hits_differ(const tried *of)
{
    bs_matches found = {0};
    bs_error error;
    if (of->expected->is_negative)
        return bs_query_is_negative(of->query) &&
                       bs_query_run(of->query, of->all, NULL, &found, &error) == BS_MISUSE
                   ? NULL
                   : "a query that says only what must be absent has hits";
    CHECK_OK(bs_query_run(of->query, of->all, NULL, &found, &error));
    model_hits hits = {0};
    for (size_t shard = 0; shard < found.shard_count; shard++) {
        const bs_shard *in = bs_corpus_shard(of->corpus, shard);
        for (size_t i = 0; i < found.shards[shard].count; i++) {
            bs_hit hit = found.shards[shard].items[i];
            uint32_t row = bs_shard_article_of_token(in, hit.start);
            uint32_t first = in->articles.token_start[row];
            model_hit *added = bs_array_push(&hits);
            bs_article_ref ref = {(uint32_t)shard, row};
            *added = (model_hit){bs_corpus_article_index(of->corpus, ref), hit.start - first,
                                 hit.end - first};
        }
    }
    if (hits.count > 1)
        qsort(hits.items, hits.count, sizeof *hits.items, model_compare_hits);
    bool is_same = hits.count == of->expected->count && found.count == hits.count;
    for (size_t i = 0; is_same && i < hits.count; i++)
        is_same = model_compare_hits(&hits.items[i], &of->expected->items[i]) == 0;
    bs_array_free(&hits);
    bs_matches_clear(&found);
    return is_same ? NULL : "the hits differ";
}

static bool model_has(const model_hits *hits, size_t article)
{
    for (size_t i = 0; i < hits->count; i++)
        if (hits->items[i].article == article)
            return true;
    return false;
}

static const char *selections_differ(const tried *of)
{
    bs_selection *found;
    bs_error error;
    bs_select_options options = {.match = of->text};
    CHECK_OK(bs_selection_select(of->all, &options, NULL, &found, &error));
    bool is_same = true;
    for (size_t i = 0; i < bs_corpus_article_count(of->corpus); i++)
        is_same = is_same && bs_selection_has(found, i) ==
                                 (model_has(of->expected, i) != of->expected->is_negative);
    bs_selection_free(found);
    return is_same ? NULL : "the selected articles differ";
}

/* What is cut off is what comes last by date: the lines that stay are those of the uncut one. */
static bool keeps_first_lines(const tried *of)
{
    bs_table *cut, *whole;
    bs_error error;
    bs_concordance_options options = {0}, two = {.limit = 2};
    CHECK_OK(bs_concordance(of->all, of->query, &options, NULL, &whole, NULL, &error));
    CHECK_OK(bs_concordance(of->all, of->query, &two, NULL, &cut, NULL, &error));
    bool is_same = bs_table_row_count(whole) == of->expected->count;
    for (size_t row = 0; is_same && row < bs_table_row_count(whole); row++) {
        bs_article_ref ref = bs_corpus_article_at(of->corpus, of->expected->items[row].article);
        bs_str id = bs_text_at(&bs_corpus_shard(of->corpus, ref.shard)->articles.id, ref.row);
        is_same = bs_str_equal(bs_table_text(whole, row, 3), id);
        for (size_t column = 0; column < 4 && row < bs_table_row_count(cut); column++)
            is_same = is_same && bs_str_equal(bs_table_text(whole, row, column),
                                              bs_table_text(cut, row, column));
    }
    bs_table_free(cut);
    bs_table_free(whole);
    return is_same;
}

static const char *concordances_differ(const tried *of)
{
    if (of->expected->is_negative)
        return NULL;
    if (!keeps_first_lines(of))
        return "the lines of the concordance differ";
    bs_table *table;
    uint64_t total = 0;
    bs_error error;
    bs_concordance_options options = {.limit = 2, .sort = BS_STR("left")};
    CHECK_OK(bs_concordance(of->all, of->query, &options, NULL, &table, &total, &error));
    size_t rows = of->expected->count < 2 ? of->expected->count : 2;
    bool is_same = total == of->expected->count && bs_table_row_count(table) == rows;
    bs_table_free(table);
    return is_same ? NULL : "the number of lines of the concordance differs";
}

/* Hits, articles or sentences of one outlet, the slow way. */
static int64_t model_count(const tried *of, const char *what, bs_str outlet)
{
    int64_t count = 0;
    const model_hits *hits = of->expected;
    for (size_t i = 0; i < hits->count; i++) {
        model_article article = model_article_at(of->corpus, hits->items[i].article);
        if (!bs_str_equal(bs_text_at(&article.shard->articles.outlet, article.row), outlet))
            continue;
        bool is_new = true;
        for (size_t j = 0; j < i && strcmp(what, "words") != 0; j++) {
            bool is_same = hits->items[j].article == hits->items[i].article;
            if (strcmp(what, "sentences") == 0)
                is_same =
                    is_same && model_sentence(&article, article.first + hits->items[j].start) ==
                                   model_sentence(&article, article.first + hits->items[i].start);
            is_new = is_new && !is_same;
        }
        count += is_new;
    }
    return count;
}

static const char *counts_differ(const tried *of)
{
    static const char *const kinds[] = {"words", "articles", "sentences"};
    bool is_same = true;
    for (size_t i = 0; i < LENGTH(kinds) && !of->expected->is_negative; i++) {
        bs_table *table;
        bs_error error;
        bs_str by = BS_STR("outlet");
        bs_count_options options = {
            .of = bs_str_from(kinds[i]), .by = &by, .by_count = 1, .words = &of->text};
        options.word_count = 1;
        CHECK_OK(bs_count(of->all, &options, NULL, &table, &error));
        int64_t sum = 0, expected = 0;
        for (size_t row = 0; row < bs_table_row_count(table); row++) {
            int64_t count = bs_table_integer(table, row, 1);
            is_same = is_same && count == model_count(of, kinds[i], bs_table_text(table, row, 0));
            sum += count;
        }
        expected =
            model_count(of, kinds[i], BS_STR("North")) + model_count(of, kinds[i], BS_STR("South"));
        is_same = is_same && sum == expected;
        bs_table_free(table);
    }
    return is_same ? NULL : "the counts differ";
}

/* A token of the article at `at` that counts as a word, in one sentence with `from`. */
static bool is_word_beside(const model_article *article, uint32_t at, uint32_t from)
{
    return at < article->end && model_counts(article, at) && model_is_word(article, at) &&
           model_sentence(article, at) == model_sentence(article, from);
}

static const char *lists_differ(const tried *of)
{
    bs_table *words, *pairs;
    bs_error error;
    CHECK_OK(bs_words(of->all, &(bs_words_options){0}, NULL, &words, &error));
    CHECK_OK(bs_ngrams(of->all, &(bs_ngrams_options){.n = 2, .min = 1}, NULL, &pairs, &error));
    int64_t word_sum = 0, pair_sum = 0, word_count = 0, pair_count = 0;
    bool is_same = true;
    for (size_t i = 0; i < bs_corpus_article_count(of->corpus); i++) {
        model_article article = model_article_at(of->corpus, i);
        for (uint32_t token = article.first; token < article.end; token++) {
            word_count += is_word_beside(&article, token, token);
            pair_count += is_word_beside(&article, token, token) &&
                          is_word_beside(&article, token + 1, token);
        }
    }
    for (size_t row = 0; row < bs_table_row_count(words); row++) {
        bs_str form = bs_table_text(words, row, 0);
        int64_t count = 0, articles = 0;
        double dp = 0, least = 1;
        for (size_t i = 0; i < bs_corpus_article_count(of->corpus); i++) {
            model_article article = model_article_at(of->corpus, i);
            int64_t here = 0, all = 0;
            for (uint32_t token = article.first; token < article.end; token++) {
                all += is_word_beside(&article, token, token);
                here += is_word_beside(&article, token, token) &&
                        bs_str_equal(model_fold(&article, token), form);
            }
            double share = (double)all / (double)word_count;
            count += here;
            articles += here > 0;
            least = all > 0 && share < least ? share : least;
            dp += fabs((double)here / (double)bs_table_integer(words, row, 1) - share) / 2;
        }
        dp = least < 1 ? dp / (1 - least) : 0;
        is_same = is_same && count == bs_table_integer(words, row, 1) &&
                  articles == bs_table_integer(words, row, 2) &&
                  fabs(dp - bs_table_number(words, row, 4)) < 1e-9;
        word_sum += count;
    }
    for (size_t row = 0; row < bs_table_row_count(pairs); row++) {
        bs_str second = bs_table_text(pairs, row, 0), first;
        CHECK(bs_str_cut(&second, ' ', &first));
        int64_t count = 0, articles = 0;
        for (size_t i = 0; i < bs_corpus_article_count(of->corpus); i++) {
            model_article article = model_article_at(of->corpus, i);
            int64_t here = 0;
            for (uint32_t token = article.first; token < article.end; token++)
                here += is_word_beside(&article, token, token) &&
                        is_word_beside(&article, token + 1, token) &&
                        bs_str_equal(model_fold(&article, token), first) &&
                        bs_str_equal(model_fold(&article, token + 1), second);
            count += here;
            articles += here > 0;
        }
        is_same = is_same && count == bs_table_integer(pairs, row, 1) &&
                  articles == bs_table_integer(pairs, row, 2);
        pair_sum += count;
    }
    is_same = is_same && word_sum == word_count && pair_sum == pair_count;
    bs_table_free(words);
    bs_table_free(pairs);
    return is_same ? NULL : "the lists of words or pairs differ";
}

/* Tokens of the form near hits: within the span in the sentence of a hit, in no hit. */
static int64_t model_near(const tried *of, bs_str form, uint32_t span)
{
    int64_t count = 0;
    const model_hits *hits = of->expected;
    for (size_t i = 0; i < bs_corpus_article_count(of->corpus); i++) {
        model_article article = model_article_at(of->corpus, i);
        for (uint32_t token = article.first; token < article.end; token++) {
            bool is_near = false, is_inside = false;
            for (size_t j = 0; j < hits->count; j++) {
                uint32_t start = hits->items[j].start + article.first;
                uint32_t end = hits->items[j].end + article.first;
                if (hits->items[j].article != i)
                    continue;
                is_inside = is_inside || (start <= token && token < end);
                is_near =
                    is_near || (token + span >= start && token < end + span &&
                                model_sentence(&article, start) == model_sentence(&article, token));
            }
            count += is_near && !is_inside && model_is_word(&article, token) &&
                     bs_str_equal(model_fold(&article, token), form);
        }
    }
    return count;
}

static const char *collocates_differ(const tried *of)
{
    bs_table *table, *words;
    bs_error error;
    if (of->expected->is_negative)
        return NULL;
    uint32_t span = of->expected->count % 2 ? 2 : 100; /* 100 is more than a look at bits tells */
    CHECK_OK(bs_collocates(of->all, of->query, &(bs_collocates_options){.span = span}, NULL, &table,
                           &error));
    CHECK_OK(bs_words(of->all, &(bs_words_options){0}, NULL, &words, &error));
    int64_t found = 0, expected = 0;
    bool is_same = true;
    for (size_t row = 0; row < bs_table_row_count(table); row++) {
        int64_t count = bs_table_integer(table, row, 1);
        found += count;
        is_same = is_same && count == model_near(of, bs_table_text(table, row, 0), span);
    }
    for (size_t row = 0; row < bs_table_row_count(words); row++)
        expected += model_near(of, bs_table_text(words, row, 0), span);
    bs_table_free(table);
    bs_table_free(words);
    return is_same && found == expected ? NULL : "the collocates differ";
}

static const char *fault_in(bs_selection *all, const test_case *of)
{
    static const char *(*const checks[])(const tried *) = {hits_differ,         selections_differ,
                                                           concordances_differ, counts_differ,
                                                           lists_differ,        collocates_differ};
    bs_buffer text = {0};
    bs_query *query = NULL;
    bs_error error = {BS_OK, ""};
    model_hits expected = {0};
    model_write(of->query, &text);
    if (bs_query_parse(bs_buffer_str(&text), &query, &error) != BS_OK)
        fail_msg("%.*s\n%s", BS_STR_ARG(bs_buffer_str(&text)), error.message);
    tried one = {all, bs_selection_corpus(all), query, &expected, bs_buffer_str(&text)};
    model_find(one.corpus, of->query, &expected);
    const char *fault = NULL;
    for (size_t i = 0; i < LENGTH(checks) && !fault; i++)
        fault = checks[i](&one);
    bs_array_free(&expected);
    bs_query_free(query);
    bs_buffer_clear(&text);
    return fault;
}

/* In one shard and in several, with one thread and with more. */
static const char *fault_of(const test_case *of)
{
    static const struct {
        size_t shard_articles;
        unsigned threads;
    } ways[] = {{SIZE_MAX, 1}, {2, 1}, {1, 2}, {1, 7}};
    const char *fault = NULL;
    for (size_t i = 0; i < LENGTH(ways) && !fault; i++) {
        bs_selection *all = build(of, ways[i].shard_articles);
        bs_selection_use_threads(all, ways[i].threads);
        fault = fault_in(all, of);
        bs_selection_free(all);
    }
    return fault;
}

/* ---- making it smaller ---- */

/* All smaller queries of one step: a part of it, or the same with one element or part smaller. */
typedef struct smaller_queries {
    model_query **items;
    size_t count, capacity;
} smaller_queries;

static model_query *add_smaller(smaller_queries *all, const model_query *like, bs_arena *arena)
{
    model_query *copy = bs_arena_array(arena, 1, sizeof *copy);
    model_query **place = bs_array_push(all);
    CHECK(copy && place);
    *copy = *like;
    *place = copy;
    return copy;
}

static void list_smaller(const model_query *query, smaller_queries *all, bs_arena *arena)
{
    for (size_t i = 0; query->kind == MODEL_SEQUENCE && i < query->element_count; i++) {
        model_query *copy = add_smaller(all, query, arena);
        copy->element_count--;
        memmove(&copy->elements[i], &copy->elements[i + 1],
                (copy->element_count - i) * sizeof *copy->elements);
        if (!has_words(copy))
            all->count--;
    }
    for (int side = 0; side < 2; side++) {
        const model_query *part = side == 0 ? query->a : query->b;
        if (!part)
            continue;
        add_smaller(all, part, arena);
        smaller_queries parts = {0};
        list_smaller(part, &parts, arena);
        for (size_t i = 0; i < parts.count; i++) {
            model_query *copy = add_smaller(all, query, arena);
            *(side == 0 ? &copy->a : &copy->b) = parts.items[i];
        }
        bs_array_free(&parts);
    }
}

static bool shrink_query(test_case *of, bs_arena *arena)
{
    smaller_queries all = {0};
    bool is_smaller = false;
    list_smaller(of->query, &all, arena);
    for (size_t i = 0; i < all.count && !is_smaller; i++) {
        test_case tried_one = *of;
        tried_one.query = all.items[i];
        is_smaller = fault_of(&tried_one) != NULL;
        if (is_smaller)
            *of = tried_one;
    }
    bs_array_free(&all);
    return is_smaller;
}

/* Without one article, sentence or word. */
static bool shrink_articles(test_case *of)
{
    for (size_t i = 0; i < of->article_count; i++) {
        test_case smaller = *of;
        smaller.article_count--;
        memmove(&smaller.articles[i], &smaller.articles[i + 1],
                (smaller.article_count - i) * sizeof *smaller.articles);
        if (smaller.article_count > 0 && fault_of(&smaller)) {
            *of = smaller;
            return true;
        }
        for (size_t j = 0; j < of->articles[i].sentence_count; j++) {
            for (size_t k = 0; k < of->articles[i].word_count[j]; k++) {
                smaller = *of;
                test_article *article = &smaller.articles[i];
                article->word_count[j]--;
                memmove(&article->words[j][k], &article->words[j][k + 1],
                        (article->word_count[j] - k) * sizeof article->words[j][k]);
                if (fault_of(&smaller)) {
                    *of = smaller;
                    return true;
                }
            }
        }
        smaller = *of;
        if (smaller.articles[i].sentence_count > 0) {
            smaller.articles[i].sentence_count--;
            if (fault_of(&smaller)) {
                *of = smaller;
                return true;
            }
        }
    }
    return false;
}

static void show(test_case *of, bs_arena *arena)
{
    while (shrink_query(of, arena) || shrink_articles(of))
        continue;
    bs_buffer text = {0};
    model_write(of->query, &text);
    print_message("query    %.*s\n", BS_STR_ARG(bs_buffer_str(&text)));
    for (size_t i = 0; i < of->article_count; i++) {
        text.size = 0;
        write_article(&of->articles[i], &text);
        print_message("article  %s\n", text.data);
    }
    bs_buffer_clear(&text);
}

static void queries_and_counts_are_those_of_the_slow_engine(void **state)
{
    (void)state;
    uint64_t random = 20241127;
    for (int i = 0; i < CASES; i++) {
        bs_arena arena = {0};
        test_case made;
        draw_case(&random, &made, &arena);
        if (fault_of(&made)) {
            show(&made, &arena);
            fail_msg("case %d: %s", i, fault_of(&made));
        }
        bs_arena_clear(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(queries_and_counts_are_those_of_the_slow_engine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
