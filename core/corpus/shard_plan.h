/*
 * shard_plan.h - what the files of a shard are and what columns they have, in one list. Writing,
 * reading, verifying and exporting all go by it.
 */
#ifndef BS_CORPUS_SHARD_PLAN_H
#define BS_CORPUS_SHARD_PLAN_H

#include "corpus/arrow.h"
#include "corpus/shard.h"

typedef enum bs_shard_file {
    BS_FILE_articles,
    BS_FILE_segments,
    BS_FILE_sentences,
    BS_FILE_tokens,
    BS_FILE_types,
    BS_FILE_entities,
    BS_FILE_mentions,
    BS_FILE_quotations,
    BS_FILE_dates,
    BS_FILE_claims,
    BS_FILE_findings,
    BS_SHARD_FILES,
} bs_shard_file;

/* What the values of a column mean beyond their kind. */
typedef enum bs_column_role {
    BS_ROLE_PLAIN,
    BS_ROLE_START,     /* first row in `target`; one value more than rows, the end of the last */
    BS_ROLE_REFERENCE, /* row of `target`; missing where it is BS_NONE */
    BS_ROLE_OPTIONAL,  /* missing where it is the "unknown" of its kind, see bs_column_unknown() */
} bs_column_role;

/*
 * X(file, member, kind, role, target, names, starts): a column is named as the member of the struct
 * of its file in shard.h that it fills. `names` tells what indices stand for, or is NULL; `starts`
 * is the member with the starts of lists (any other member for what is no list).
 */
#define BS_SHARD_COLUMNS(X)                                                             \
    X(articles, id, TEXT, PLAIN, articles, NULL, id)                                    \
    X(articles, file, TEXT, PLAIN, articles, NULL, file)                                \
    X(articles, url, TEXT, OPTIONAL, articles, NULL, url)                               \
    X(articles, title, TEXT, OPTIONAL, articles, NULL, title)                           \
    X(articles, outlet, TEXT, OPTIONAL, articles, NULL, outlet)                         \
    X(articles, language, TEXT, OPTIONAL, articles, NULL, language)                     \
    X(articles, published, TEXT, OPTIONAL, articles, NULL, published)                   \
    X(articles, basis, NAME8, PLAIN, articles, basis_name, basis)                       \
    X(articles, crawled, TEXT, OPTIONAL, articles, NULL, crawled)                       \
    X(articles, day, DAY, OPTIONAL, articles, NULL, day)                                \
    X(articles, digest, U64, PLAIN, articles, NULL, digest)                             \
    X(articles, byline, TEXT_LIST, PLAIN, articles, NULL, byline_start)                 \
    X(articles, segment_start, U32, START, segments, NULL, segment_start)               \
    X(articles, sentence_start, U32, START, sentences, NULL, sentence_start)            \
    X(articles, token_start, U32, START, tokens, NULL, token_start)                     \
    X(articles, mention_start, U32, START, mentions, NULL, mention_start)               \
    X(articles, quotation_start, U32, START, quotations, NULL, quotation_start)         \
    X(articles, date_start, U32, START, dates, NULL, date_start)                        \
    X(articles, claim_start, U32, START, claims, NULL, claim_start)                     \
    X(articles, finding_start, U32, START, findings, NULL, finding_start)               \
    X(articles, text, TEXT, PLAIN, articles, NULL, text)                                \
    X(segments, type, NAME8, PLAIN, segments, segment_name, type)                       \
    X(segments, start, U32, PLAIN, segments, NULL, start)                               \
    X(segments, end, U32, PLAIN, segments, NULL, end)                                   \
    X(segments, anchor, TEXT, OPTIONAL, segments, NULL, anchor)                         \
    X(sentences, start, U32, PLAIN, sentences, NULL, start)                             \
    X(sentences, end, U32, PLAIN, sentences, NULL, end)                                 \
    X(sentences, token_start, U32, START, tokens, NULL, token_start)                    \
    X(tokens, type, U32, PLAIN, types, NULL, type)                                      \
    X(tokens, start, U32, PLAIN, tokens, NULL, start)                                   \
    X(tokens, size, U16, PLAIN, tokens, NULL, size)                                     \
    X(types, form, TEXT, PLAIN, types, NULL, form)                                      \
    X(types, fold, TEXT, PLAIN, types, NULL, fold)                                      \
    X(types, stem, TEXT, PLAIN, types, NULL, stem)                                      \
    X(types, kind, NAME8, PLAIN, types, token_kind_name, kind)                          \
    X(types, cased, NAME8, PLAIN, types, token_case_name, cased)                        \
    X(types, tokens, U32, PLAIN, types, NULL, tokens)                                   \
    X(types, articles, U32, PLAIN, types, NULL, articles)                               \
    X(types, positions, U32_LIST, PLAIN, tokens, NULL, position_start)                  \
    X(entities, id, TEXT, PLAIN, entities, NULL, id)                                    \
    X(entities, name, TEXT, PLAIN, entities, NULL, name)                                \
    X(entities, type, NAME8, PLAIN, entities, entity_name, type)                        \
    X(entities, names, TEXT_LIST, PLAIN, entities, NULL, name_start)                    \
    X(entities, attributes, TEXT, PLAIN, entities, NULL, attributes)                    \
    X(entities, article, U32, REFERENCE, articles, NULL, article)                       \
    X(mentions, start, U32, PLAIN, mentions, NULL, start)                               \
    X(mentions, end, U32, PLAIN, mentions, NULL, end)                                   \
    X(mentions, token_start, U32, PLAIN, mentions, NULL, token_start)                   \
    X(mentions, token_end, U32, PLAIN, mentions, NULL, token_end)                       \
    X(mentions, entity, U32, REFERENCE, entities, NULL, entity)                         \
    X(mentions, type, NAME8, PLAIN, mentions, entity_name, type)                        \
    X(mentions, kind, NAME8, PLAIN, mentions, mention_name, kind)                       \
    X(mentions, rule, NAME16, PLAIN, mentions, NULL, rule)                              \
    X(quotations, parts, U32_LIST, PLAIN, quotations, NULL, part_start)                 \
    X(quotations, kind, NAME8, PLAIN, quotations, quotation_name, kind)                 \
    X(quotations, attribution, NAME8, PLAIN, quotations, attribution_name, attribution) \
    X(quotations, speaker, U32, REFERENCE, entities, NULL, speaker)                     \
    X(quotations, speaker_text, TEXT, OPTIONAL, quotations, NULL, speaker_text)         \
    X(quotations, cue_start, U32, PLAIN, quotations, NULL, cue_start)                   \
    X(quotations, cue_end, U32, PLAIN, quotations, NULL, cue_end)                       \
    X(quotations, rule, NAME16, PLAIN, quotations, NULL, rule)                          \
    X(dates, start, U32, PLAIN, dates, NULL, start)                                     \
    X(dates, end, U32, PLAIN, dates, NULL, end)                                         \
    X(dates, type, NAME8, PLAIN, dates, date_name, type)                                \
    X(dates, value, TEXT, OPTIONAL, dates, NULL, value)                                 \
    X(dates, mod, TEXT, OPTIONAL, dates, NULL, mod)                                     \
    X(dates, anchor, TEXT, OPTIONAL, dates, NULL, anchor)                               \
    X(dates, rule, NAME16, PLAIN, dates, NULL, rule)                                    \
    X(claims, start, U32, PLAIN, claims, NULL, start)                                   \
    X(claims, end, U32, PLAIN, claims, NULL, end)                                       \
    X(claims, kind, NAME8, PLAIN, claims, claim_name, kind)                             \
    X(claims, subject, TEXT, OPTIONAL, claims, NULL, subject)                           \
    X(claims, rank, I64, OPTIONAL, claims, NULL, rank)                                  \
    X(claims, value, F64, OPTIONAL, claims, NULL, value)                                \
    X(claims, unit, TEXT, OPTIONAL, claims, NULL, unit)                                 \
    X(claims, metric, TEXT, OPTIONAL, claims, NULL, metric)                             \
    X(claims, scope, TEXT, OPTIONAL, claims, NULL, scope)                               \
    X(claims, period, TEXT, OPTIONAL, claims, NULL, period)                             \
    X(claims, according_to, TEXT, OPTIONAL, claims, NULL, according_to)                 \
    X(claims, event, TEXT, OPTIONAL, claims, NULL, event)                               \
    X(claims, party, TEXT, OPTIONAL, claims, NULL, party)                               \
    X(claims, person, TEXT, OPTIONAL, claims, NULL, person)                             \
    X(claims, level, TEXT, OPTIONAL, claims, NULL, level)                               \
    X(claims, status, TEXT, OPTIONAL, claims, NULL, status)                             \
    X(claims, topic, TEXT, OPTIONAL, claims, NULL, topic)                               \
    X(claims, is_stated, U8, PLAIN, claims, NULL, is_stated)                            \
    X(claims, rule, NAME16, PLAIN, claims, NULL, rule)                                  \
    X(findings, kind, TEXT, PLAIN, findings, NULL, kind)                                \
    X(findings, start, U32, PLAIN, findings, NULL, start)                               \
    X(findings, end, U32, PLAIN, findings, NULL, end)                                   \
    X(findings, message, TEXT, PLAIN, findings, NULL, message)

#define BS_COLUMN_NUMBER_OF(file, member, kind, role, target, names, starts) \
    BS_COL_##file##_##member,
typedef enum bs_shard_column {
    BS_SHARD_COLUMNS(BS_COLUMN_NUMBER_OF) BS_SHARD_COLUMN_COUNT
} bs_shard_column;

typedef struct bs_column_plan {
    const char *name;
    bs_shard_file file, target;
    bs_arrow_kind kind;
    bs_column_role role;
    const char *(*names)(unsigned index); /* NULL behind the last; NULL for no fixed names */
    size_t place, place_starts;           /* of the members, in a bs_shard */
} bs_column_plan;

typedef struct bs_file_plan {
    const char *name; /* "articles"; the file is "articles.arrow" */
    bs_shard_column first, end;
    size_t place_count; /* of `count`, in a bs_shard */
} bs_file_plan;

const bs_column_plan *bs_shard_column_plan(bs_shard_column column);
const bs_file_plan *bs_shard_file_plan(bs_shard_file file);
/* All fixed names of a column, in `arena`; none for one without. */
bs_status bs_shard_column_names(bs_shard_column column, bs_arena *arena, const bs_str **names,
                                size_t *count, bs_error *error);
bool bs_shard_column_is_nullable(bs_shard_column column);
/* Number of values that a column of fixed width has in memory when its file has `row_count` rows.
 */
size_t bs_shard_column_values(bs_shard_column column, size_t row_count);

/* Fills the members of `shard` from its columns, `BS_SHARD_COLUMN_COUNT` of them. */
void bs_shard_bind(bs_shard *shard, const bs_arrow_column *columns);

#endif
