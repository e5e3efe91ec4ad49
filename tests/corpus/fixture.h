/* fixture.h - small articles with layers made by hand, for the tests of the corpus. */
#ifndef BS_TESTS_CORPUS_FIXTURE_H
#define BS_TESTS_CORPUS_FIXTURE_H

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"
#include "base/str.h"
#include "check.h"
#include "corpus/shard_io.h"

enum { FIXTURE_ARTICLES = 3 };

typedef struct fixture {
    bs_vocabulary *vocabulary;
    bs_article articles[FIXTURE_ARTICLES];
    bs_layers layers[FIXTURE_ARTICLES];
    const bs_layers *layer_pointers[FIXTURE_ARTICLES];
    bs_segment segments[FIXTURE_ARTICLES];
    char folder[64];
} fixture;

/* Words between blanks; a full stop at the end of one is a token and ends a sentence. */
static inline void fixture_split(fixture *made, size_t index)
{
    bs_str text = made->articles[index].text;
    bs_layers *layers = &made->layers[index];
    uint32_t sentence_start = 0, sentence_token = 0;
    for (size_t at = 0; at < text.size;) {
        size_t end = at;
        while (end < text.size && text.data[end] != ' ' && text.data[end] != '.')
            end++;
        if (end == at)
            end++;
        if (text.data[at] != ' ') {
            bs_token *token = bs_array_push(&layers->tokens);
            *token = (bs_token){.start = (uint32_t)at, .end = (uint32_t)end};
            CHECK_OK(bs_vocabulary_add(made->vocabulary, bs_str_slice(text, at, end),
                                       text.data[at] == '.' ? BS_TOKEN_PUNCTUATION : BS_TOKEN_WORD,
                                       &token->type, NULL));
        }
        if (text.data[at] == '.' || end == text.size) {
            bs_sentence *sentence = bs_array_push(&layers->sentences);
            *sentence = (bs_sentence){sentence_start, (uint32_t)end, sentence_token,
                                      (uint32_t)layers->tokens.count};
            sentence_start = (uint32_t)end + 1;
            sentence_token = (uint32_t)layers->tokens.count;
        }
        at = end;
    }
}

static inline void fixture_annotate(bs_layers *layers)
{
    static const bs_str names[] = {{"South Korea", 11}, {"Seoul", 5}};
    static const bs_attribute attributes[] = {{{"iso2", 4}, {"KR", 2}},
                                              {{"note", 4}, {"a \"quote\"", 9}}};
    static const bs_span parts[] = {{0, 5}, {6, 11}};
    bs_entity *korea = bs_array_push(&layers->entities);
    *korea = (bs_entity){.id = BS_STR("country:KR"),
                         .type = BS_ENTITY_COUNTRY,
                         .name = BS_STR("South Korea"),
                         .names = names,
                         .name_count = 2,
                         .attributes = attributes,
                         .attribute_count = 2};
    bs_entity *body = bs_array_push(&layers->entities);
    *body =
        (bs_entity){.id = BS_STR("body:a"), .type = BS_ENTITY_ORGANIZATION, .name = BS_STR("A")};
    bs_mention *mention = bs_array_push(&layers->mentions);
    *mention = (bs_mention){.span = {0, 5},
                            .token_start = 0,
                            .token_end = 1,
                            .entity = 0,
                            .type = BS_ENTITY_COUNTRY,
                            .kind = BS_MENTION_NAME,
                            .rule = BS_STR("list.countries")};
    bs_mention *pronoun = bs_array_push(&layers->mentions);
    *pronoun = (bs_mention){.span = {6, 11},
                            .token_start = 1,
                            .token_end = 2,
                            .entity = BS_NONE,
                            .type = BS_ENTITY_OTHER,
                            .kind = BS_MENTION_PRONOUN,
                            .rule = BS_STR("pronoun")};
    bs_quotation *quotation = bs_array_push(&layers->quotations);
    *quotation = (bs_quotation){.parts = parts,
                                .part_count = 2,
                                .kind = BS_QUOTATION_PARTIAL,
                                .attribution = BS_ATTRIBUTION_MIDDLE,
                                .speaker = 1,
                                .speaker_text = BS_STR("a body"),
                                .cue = {2, 4},
                                .rule = BS_STR("quotation.split")};
    bs_date_expression *date = bs_array_push(&layers->dates);
    *date = (bs_date_expression){.span = {1, 4},
                                 .type = BS_DATE_DURATION,
                                 .value = BS_STR("P2Y"),
                                 .anchor = BS_STR("2024-07-09"),
                                 .rule = BS_STR("date.duration")};
    const bs_claim claims[] = {{.span = {0, 5},
                                .kind = BS_CLAIM_RANK,
                                .subject = BS_STR("country:KR"),
                                .rank = 10,
                                .value = (double)NAN,
                                .metric = BS_STR("arms exports"),
                                .rule = BS_STR("rank")},
                               {.span = {0, 6},
                                .kind = BS_CLAIM_QUANTITY,
                                .value = 2.5,
                                .unit = BS_STR("%"),
                                .rule = BS_STR("quantity")},
                               {.span = {1, 6},
                                .kind = BS_CLAIM_ATTENDANCE,
                                .value = (double)NAN,
                                .event = BS_STR("e"),
                                .party = BS_STR("p"),
                                .level = BS_STR("leader"),
                                .rule = BS_STR("attendance")},
                               {.span = {2, 6},
                                .kind = BS_CLAIM_TOPIC,
                                .value = (double)NAN,
                                .topic = BS_STR("arms"),
                                .is_stated = false,
                                .rule = BS_STR("topic")}};
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++)
        *(bs_claim *)bs_array_push(&layers->claims) = claims[i];
    *(bs_finding *)bs_array_push(&layers->findings) =
        (bs_finding){BS_STR("open quotation"), 3, 4, BS_STR("a quotation is never closed")};
}

static inline int fixture_set_up(void **state)
{
    static const bs_str bylines[] = {{"Ann Other", 9}, {"B. C. Dee", 9}};
    static const bs_finding findings[] = {{{"no date", 7}, 0, 0, {"no date was found", 17}}};
    static const char *const texts[FIXTURE_ARTICLES] = {
        "Korea talks talked. Ministers were talking of talks.", "Nothing happened here. Really.",
        ""};
    fixture *made = calloc(1, sizeof *made);
    CHECK_OK(bs_vocabulary_new(&made->vocabulary, NULL));
    uint32_t unused; /* a type that no token has must not get into the shard */
    CHECK_OK(bs_vocabulary_add(made->vocabulary, BS_STR("unused"), BS_TOKEN_WORD, &unused, NULL));
    made->articles[0] = (bs_article){.id = BS_STR("z-first"),
                                     .url = BS_STR("https://example.org/1"),
                                     .title = BS_STR("Talks"),
                                     .outlet = BS_STR("Example"),
                                     .language = BS_STR("en"),
                                     .byline = bylines,
                                     .byline_count = 2,
                                     .published = BS_STR("2024-07"),
                                     .published_basis = BS_BASIS_METADATA};
    made->articles[1] = (bs_article){.id = BS_STR("b"), .findings = findings, .finding_count = 1};
    made->articles[2] = (bs_article){
        .id = BS_STR("a"), .published = BS_STR("2023"), .published_basis = BS_BASIS_URL};
    for (size_t i = 0; i < FIXTURE_ARTICLES; i++) {
        bs_article *article = &made->articles[i];
        article->file = BS_STR("folder/archive.tar!file.txt");
        article->text = bs_str_from(texts[i]);
        made->segments[i] = (bs_segment){.type = BS_SEGMENT_BODY,
                                         .end = (uint32_t)strlen(texts[i]),
                                         .anchor = article->published};
        article->segments = &made->segments[i];
        article->segment_count = article->text.size > 0;
        made->layer_pointers[i] = &made->layers[i];
        fixture_split(made, i);
    }
    fixture_annotate(&made->layers[0]);
    snprintf(made->folder, sizeof made->folder, "/tmp/broadsheet-test-XXXXXX");
    CHECK(mkdtemp(made->folder) != NULL);
    *state = made;
    return 0;
}

static inline int fixture_tear_down(void **state)
{
    fixture *made = *state;
    CHECK_OK(bs_file_remove(made->folder, NULL));
    bs_vocabulary_free(made->vocabulary);
    for (size_t i = 0; i < FIXTURE_ARTICLES; i++)
        bs_layers_clear(&made->layers[i]);
    free(made);
    return 0;
}

/* A finished writer with the articles of the fixture. */
static inline bs_shard_writer *fixture_writer(const fixture *made)
{
    bs_shard_writer *writer;
    bs_error error = {BS_OK, ""};
    CHECK_OK(bs_shard_writer_new(&writer, &error));
    for (size_t i = 0; i < FIXTURE_ARTICLES; i++)
        CHECK_OK(bs_shard_writer_add(writer, &made->articles[i], &made->layers[i], &error));
    CHECK_OK(bs_shard_writer_finish(writer, made->vocabulary, &error));
    return writer;
}

/* The articles of the fixture as a shard in `folder`, a new one below its own folder. */
static inline void fixture_save(const fixture *made, const char *folder,
                                bs_shard_file_facts facts[BS_SHARD_FILES])
{
    bs_error error = {BS_OK, ""};
    bs_shard_writer *writer = fixture_writer(made);
    CHECK_OK(bs_shard_writer_save(writer, folder, facts, &error));
    CHECK_OK(bs_shard_sync(folder, &error));
    bs_shard_writer_free(writer);
}

#endif
