/*
 * shard.h - one shard: its columns, mapped and read in place.
 *
 * A shard never changes once the catalog names it. All of its columns were checked against their
 * files when it was opened: offsets rise and stay inside, references point to rows that exist. So
 * the accessors below need not fail.
 *
 * Rows of the child files (segments, sentences, tokens, mentions, ..) lie in order of article, then
 * of place. `articles.token_start[i]` is the first token of article i and `[i + 1]` the end of it;
 * every such column has article_count + 1 values in memory.
 */
#ifndef BS_CORPUS_SHARD_H
#define BS_CORPUS_SHARD_H

#include "annotate/layers.h"
#include "broadsheet.h"
#include "read/article.h"

/* A column of strings: row i is data[offsets[i]] up to data[offsets[i + 1]]; `valid` is a bitmap,
 * NULL when no row is missing. */
typedef struct bs_text_column {
    const int32_t *offsets;
    const char *data;
    const uint8_t *valid;
} bs_text_column;

/* Absent when the row is missing. */
static inline bs_str bs_text_at(const bs_text_column *column, size_t row)
{
    if (column->valid && !(column->valid[row >> 3] >> (row & 7) & 1))
        return (bs_str){NULL, 0};
    return (bs_str){column->data + column->offsets[row],
                    (size_t)(column->offsets[row + 1] - column->offsets[row])};
}

enum { BS_DAY_UNKNOWN = INT32_MIN };

typedef struct bs_shard_articles {
    size_t count;
    bs_text_column id, file, url, title, outlet, language, published, crawled, text;
    const uint8_t *basis;        /* bs_basis */
    const int32_t *day;          /* first day of `published`, BS_DAY_UNKNOWN when there is none */
    const uint64_t *digest;      /* XXH3 of the text */
    const int32_t *byline_start; /* count + 1 */
    bs_text_column byline;       /* all bylines, one after the other */
    const uint32_t *segment_start, *sentence_start, *token_start, *mention_start, *quotation_start,
        *date_start, *claim_start, *finding_start; /* count + 1 each */
} bs_shard_articles;

typedef struct bs_shard_segments {
    size_t count;
    const uint8_t *type; /* bs_segment_type */
    const uint32_t *start, *end;
    bs_text_column anchor;
} bs_shard_segments;

typedef struct bs_shard_sentences {
    size_t count;
    const uint32_t *start, *end;
    const uint32_t *token_start; /* count + 1, in tokens of the shard */
} bs_shard_sentences;

typedef struct bs_shard_tokens {
    size_t count;
    const uint32_t *type;
    const uint32_t *start; /* bytes of the article's text */
    const uint16_t *size;
} bs_shard_tokens;

/* The vocabulary, in byte order of forms. */
typedef struct bs_shard_types {
    size_t count;
    bs_text_column form, fold, stem;
    const uint8_t *kind, *cased;
    const uint32_t *tokens;        /* how often, over all segments and articles */
    const uint32_t *articles;      /* in how many */
    const int32_t *position_start; /* count + 1 */
    const uint32_t *positions;     /* tokens of the shard, rising within a type */
} bs_shard_types;

/* Those that occur in the shard, in byte order of ids. On disk a person whom no lexicon has has a
 * row an article, one of the lexicons a row for each set of attributes; bs_shard_link() makes the
 * rows of an id one. */
typedef struct bs_shard_entities {
    size_t count;
    bs_text_column id, name;
    const uint8_t *type;       /* bs_entity_type */
    const int32_t *name_start; /* count + 1 */
    bs_text_column names;
    bs_text_column attributes; /* a JSON object of strings */
    const uint32_t *article;   /* the one that alone has the row, or BS_NONE */
} bs_shard_entities;

typedef struct bs_shard_mentions {
    size_t count;
    const uint32_t *start, *end;             /* bytes */
    const uint32_t *token_start, *token_end; /* tokens of the shard */
    const uint32_t *entity;                  /* row of entities, or BS_NONE */
    const uint32_t *told;                    /* row of `told` of the shard, or BS_NONE */
    const uint8_t *type, *kind;
    const uint16_t *rule; /* index into `rules` */
} bs_shard_mentions;

typedef struct bs_shard_quotations {
    size_t count;
    const int32_t *part_start; /* count + 1, in values of `parts`, of which a part has two */
    const uint32_t *parts;     /* start, end, start, end, .. */
    const uint8_t *kind, *attribution;
    const uint32_t *speaker; /* row of entities, or BS_NONE */
    bs_text_column speaker_text;
    const uint32_t *cue_start, *cue_end;
    const uint16_t *rule;
} bs_shard_quotations;

typedef struct bs_shard_dates {
    size_t count;
    const uint32_t *start, *end;
    const uint8_t *type;
    bs_text_column value, mod, anchor;
    const uint16_t *rule;
} bs_shard_dates;

typedef struct bs_shard_claims {
    size_t count;
    const uint32_t *start, *end;
    const uint8_t *kind;
    bs_text_column subject, metric, scope, period, according_to, unit, event, party, person, level,
        status, topic;
    const int64_t *rank;
    const double *value;
    const uint8_t *is_stated;
    const uint16_t *rule;
} bs_shard_claims;

typedef struct bs_shard_findings {
    size_t count;
    bs_text_column kind, message;
    const uint32_t *start, *end;
} bs_shard_findings;

typedef struct bs_shard {
    bs_shard_articles articles;
    bs_shard_segments segments;
    bs_shard_sentences sentences;
    bs_shard_tokens tokens;
    bs_shard_types types;
    bs_shard_entities entities;
    bs_shard_mentions mentions;
    bs_shard_quotations quotations;
    bs_shard_dates dates;
    bs_shard_claims claims;
    bs_shard_findings findings;
    bs_text_column told; /* attributes of entities as single articles have them */
    const bs_str *rules; /* names of rules */
    size_t rule_count;
    const uint8_t *live; /* bitmap over articles: those whose source is still there */
    size_t live_count;
    struct bs_shard_files *files; /* the mappings */
} bs_shard;

/* Views of one article; byline, segments and findings (of reading and of annotating) lie in
 * `arena`.
 */
bs_status bs_shard_article(const bs_shard *shard, size_t row, bs_arena *arena, bs_article *article,
                           bs_error *error);
/* All layers of one article, as bs_annotate() gave them, but for the findings, which are with the
 * article, and entities, which have the names that any article of the shard gave them. Token types
 * are those of the shard, strings views into it. */
bs_status bs_shard_layers(const bs_shard *shard, size_t row, bs_layers *layers, bs_error *error);

/* Entity `row` with its names and attributes, in `arena`; strings are views into the shard where
 * they need no decoding. */
bs_status bs_shard_entity(const bs_shard *shard, uint32_t row, bs_arena *arena, bs_entity *entity,
                          bs_error *error);
/* The attributes, a JSON object, of the entity that a mention names: as its article has them, of
 * the day and as said there. */
static inline bs_str bs_shard_told(const bs_shard *shard, size_t mention)
{
    return shard->mentions.told[mention] == BS_NONE
               ? (bs_str){NULL, 0}
               : bs_text_at(&shard->told, shard->mentions.told[mention]);
}

/* The type with this form, or BS_NONE. By bisection. */
uint32_t bs_shard_type_find(const bs_shard *shard, bs_str form);
/* The article that token `token` of the shard is in. By bisection. */
uint32_t bs_shard_article_of_token(const bs_shard *shard, uint32_t token);
uint32_t bs_shard_sentence_of_token(const bs_shard *shard, uint32_t token);

#endif
