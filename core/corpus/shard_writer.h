/*
 * shard_writer.h - the inside of a shard writer: one growing column for each of the plan. Until it
 * is finished, token types are numbers of the vocabulary and entities numbers in order of arrival.
 */
#ifndef BS_CORPUS_SHARD_WRITER_H
#define BS_CORPUS_SHARD_WRITER_H

#include "base/map.h"
#include "base/str.h"
#include "corpus/shard_io.h"
#include "text/stem.h"

enum { BS_SHARD_LANGUAGES_MAX = 64, BS_SHARD_RULES_MAX = UINT16_MAX };

typedef struct bs_growing_column {
    bs_buffer values, offsets, starts, bytes, valid;
    size_t count, item_count, null_count;
} bs_growing_column;

/* An entity of the shard: the names of all articles, the rest as it was first seen. */
typedef struct bs_shard_entity_entry {
    bs_str id, name, attributes;
    bs_str *names;
    size_t name_count, name_capacity;
    bs_entity_type type;
    uint32_t article; /* of one that is of an article, else BS_NONE */
} bs_shard_entity_entry;

typedef struct bs_shard_language {
    char name[16];
    bs_stemmer *stemmer;
    bool is_tried;
} bs_shard_language;

struct bs_shard_writer {
    bs_growing_column columns[BS_SHARD_COLUMN_COUNT];
    bs_arena arena; /* of the strings of entities and rules */
    bs_map entity_numbers, rule_numbers;
    struct {
        bs_shard_entity_entry *items;
        size_t count, capacity;
    } entities;
    bs_strs rules;
    bs_u32s article_entities; /* entities of the article at hand, as numbers of the shard */
    bs_shard_language languages[BS_SHARD_LANGUAGES_MAX];
    size_t language_count;
    bs_buffer article_languages; /* a byte an article: index into `languages` */
    bs_arena names_arena;        /* of the fixed names of columns, for good */
    const bs_str *names[BS_SHARD_COLUMN_COUNT];
    size_t name_counts[BS_SHARD_COLUMN_COUNT];
    bool is_finished;
};

/* Appending one value to a column; failures are kept by the buffers. */
void bs_put_text(bs_shard_writer *writer, bs_shard_column column, bs_str text);
void bs_put_value(bs_shard_writer *writer, bs_shard_column column, const void *value,
                  bool is_missing);
void bs_put_u8(bs_shard_writer *writer, bs_shard_column column, unsigned value);
void bs_put_u16(bs_shard_writer *writer, bs_shard_column column, unsigned value);
void bs_put_u32(bs_shard_writer *writer, bs_shard_column column, uint32_t value);
/* A list of texts as one row. */
void bs_put_texts(bs_shard_writer *writer, bs_shard_column column, const bs_str *texts,
                  size_t count);
/* A list of numbers as one row. */
void bs_put_numbers(bs_shard_writer *writer, bs_shard_column column, const uint32_t *numbers,
                    size_t count);

/* The columns as views, BS_SHARD_COLUMN_COUNT of them. */
void bs_shard_writer_columns(const bs_shard_writer *writer, bs_arrow_column *columns);

#endif
