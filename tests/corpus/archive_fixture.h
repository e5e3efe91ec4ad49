/* archive_fixture.h - a small corpus in memory, cut by the real splitter, with mentions of names
 * marked by hand: for the tests of selections, queries and counts. */
#ifndef BS_TESTS_CORPUS_ARCHIVE_FIXTURE_H
#define BS_TESTS_CORPUS_ARCHIVE_FIXTURE_H

#include <stdlib.h>

#include "base/array.h"
#include "base/str.h"
#include "check.h"
#include "corpus/corpus.h"
#include "corpus/selection.h"

typedef struct archive_article {
    const char *id, *published, *outlet, *byline, *text; /* NULL for absent */
    const char *widget, *caption; /* stretches of the text that are such segments, or NULL */
} archive_article;

typedef struct archive_name {
    const char *name, *id;
    bs_entity_type type;
} archive_name;

static const archive_name archive_names[] = {
    {"Germany", "country:DE", BS_ENTITY_COUNTRY},
    {"South Korea", "country:KR", BS_ENTITY_COUNTRY},
    {"Angela Merkel", "person:angela-merkel", BS_ENTITY_PERSON},
    {"NATO", "organization:nato", BS_ENTITY_ORGANIZATION},
};
enum { ARCHIVE_NAMES = sizeof archive_names / sizeof *archive_names, ARCHIVE_SEGMENTS_MAX = 5 };

static inline void archive_mention(bs_layers *layers, bs_str text, uint32_t token, uint32_t name)
{
    bs_str wanted = bs_str_from(archive_names[name].name);
    uint32_t start = layers->tokens.items[token].start;
    uint32_t end = start + (uint32_t)wanted.size, token_end = token;
    if (!bs_str_starts(bs_str_slice(text, start, text.size), wanted))
        return;
    while (token_end < layers->tokens.count && layers->tokens.items[token_end].end <= end)
        token_end++;
    *(bs_mention *)bs_array_push(&layers->mentions) = (bs_mention){.span = {start, end},
                                                                   .token_start = token,
                                                                   .token_end = token_end,
                                                                   .entity = name,
                                                                   .type = archive_names[name].type,
                                                                   .kind = BS_MENTION_NAME,
                                                                   .rule = BS_STR("list.test")};
}

static inline void archive_annotate(bs_layers *layers, bs_str text)
{
    for (uint32_t i = 0; i < ARCHIVE_NAMES; i++)
        *(bs_entity *)bs_array_push(&layers->entities) =
            (bs_entity){.id = bs_str_from(archive_names[i].id),
                        .type = archive_names[i].type,
                        .name = bs_str_from(archive_names[i].name)};
    for (uint32_t token = 0; token < layers->tokens.count; token++)
        for (uint32_t i = 0; i < ARCHIVE_NAMES; i++)
            archive_mention(layers, text, token, i);
}

/* Body, one marked stretch, body: what lies between. */
static inline size_t archive_segments(const archive_article *article, bs_segment *segments)
{
    bs_str text = bs_str_from(article->text);
    const char *marked = article->widget ? article->widget : article->caption;
    bs_segment_type type = article->widget ? BS_SEGMENT_WIDGET : BS_SEGMENT_CAPTION;
    size_t count = 0, start = marked ? bs_str_find(text, bs_str_from(marked), 0) : text.size;
    size_t end = marked ? start + strlen(marked) : text.size;
    CHECK(start <= text.size);
    if (start > 0)
        segments[count++] = (bs_segment){.type = BS_SEGMENT_BODY, .end = (uint32_t)start};
    if (end > start)
        segments[count++] =
            (bs_segment){.type = type, .start = (uint32_t)start, .end = (uint32_t)end};
    if (end < text.size)
        segments[count++] = (bs_segment){
            .type = BS_SEGMENT_BODY, .start = (uint32_t)end, .end = (uint32_t)text.size};
    return count;
}

/* Everything in a corpus of the given articles, in shards of so many. */
static inline bs_selection *archive_in_shards(const archive_article *given, size_t count,
                                              size_t shard_articles)
{
    bs_vocabulary *vocabulary;
    bs_article *articles = calloc(count + 1, sizeof *articles);
    bs_layers *layers = calloc(count + 1, sizeof *layers);
    const bs_layers **pointers = calloc(count + 1, sizeof *pointers);
    bs_segment *segments = calloc(count + 1, ARCHIVE_SEGMENTS_MAX * sizeof *segments);
    bs_str *bylines = calloc(count + 1, sizeof *bylines);
    CHECK_OK(bs_vocabulary_new(&vocabulary, NULL));
    for (size_t i = 0; i < count; i++) {
        bs_segment *own = segments + i * ARCHIVE_SEGMENTS_MAX;
        bylines[i] = bs_str_from(given[i].byline);
        articles[i] = (bs_article){.id = bs_str_from(given[i].id),
                                   .file = BS_STR("test"),
                                   .published = bs_str_from(given[i].published),
                                   .outlet = bs_str_from(given[i].outlet),
                                   .language = BS_STR("en"),
                                   .byline = &bylines[i],
                                   .byline_count = given[i].byline != NULL,
                                   .text = bs_str_from(given[i].text),
                                   .segments = own,
                                   .segment_count = archive_segments(&given[i], own)};
        CHECK_OK(bs_split(articles[i].text, own, articles[i].segment_count, vocabulary,
                          &layers[i].tokens, &layers[i].sentences, NULL));
        archive_annotate(&layers[i], articles[i].text);
        pointers[i] = &layers[i];
    }
    bs_corpus *corpus;
    bs_error error = {BS_OK, ""};
    if (bs_corpus_in_shards(articles, pointers, count, shard_articles, vocabulary, &corpus,
                            &error) != BS_OK)
        fail_msg("%s", error.message);
    bs_selection *all;
    CHECK_OK(bs_selection_all(corpus, &all, NULL));
    bs_corpus_close(corpus);
    for (size_t i = 0; i < count; i++)
        bs_layers_clear(&layers[i]);
    bs_vocabulary_free(vocabulary);
    free(articles);
    free(layers);
    free(pointers);
    free(segments);
    free(bylines);
    return all;
}

static inline bs_selection *archive_of(const archive_article *given, size_t count)
{
    return archive_in_shards(given, count, SIZE_MAX);
}

/* Everything in a corpus of one undated article. */
static inline bs_selection *archive_of_text(const char *text)
{
    archive_article article = {.id = "a", .text = text};
    return archive_of(&article, 1);
}

#endif
