/* shard_io.h - making, saving, opening and verifying shards; for the builder and the corpus. */
#ifndef BS_CORPUS_SHARD_IO_H
#define BS_CORPUS_SHARD_IO_H

#include "corpus/shard.h"
#include "corpus/shard_plan.h"
#include "read/article.h"

/* What the catalog keeps of a file. */
typedef struct bs_shard_file_facts {
    uint64_t size, checksum;
} bs_shard_file_facts;

typedef struct bs_shard_writer bs_shard_writer;

bs_status bs_shard_writer_new(bs_shard_writer **writer, bs_error *error);
void bs_shard_writer_free(bs_shard_writer *writer);
/* Empty again, with its memory kept for the next shard. */
void bs_shard_writer_reset(bs_shard_writer *writer);
/* Makes room at once for about so much text, and for its tokens. */
bs_status bs_shard_writer_expect(bs_shard_writer *writer, size_t text_bytes, bs_error *error);

/* Appends an article; nothing of the arguments is kept. After a failure the writer can only be
 * reset or freed. */
bs_status bs_shard_writer_add(bs_shard_writer *writer, const bs_article *article,
                              const bs_layers *layers, bs_error *error);
/* Rows so far. */
size_t bs_shard_writer_count(const bs_shard_writer *writer, bs_shard_file file);
uint64_t bs_shard_writer_text_bytes(const bs_shard_writer *writer);

/* Sorts the vocabulary and the entities, makes the index; once, when all articles are in. Token
 * types of all layers that were added are those of `vocabulary`. */
bs_status bs_shard_writer_finish(bs_shard_writer *writer, const bs_vocabulary *vocabulary,
                                 bs_error *error);
/* Writes the files of a finished shard into `folder`, which is made. Not synced. */
bs_status bs_shard_writer_save(const bs_shard_writer *writer, const char *folder,
                               bs_shard_file_facts facts[BS_SHARD_FILES], bs_error *error);
/* fsync of the files of a shard and of its folder. */
bs_status bs_shard_sync(const char *folder, bs_error *error);
/* A finished shard, opened in memory. Takes the writer over, whether it succeeds or not. */
bs_status bs_shard_from_writer(bs_shard_writer *writer, bs_shard **shard, bs_error *error);

/*
 * Maps a shard and verifies it. `facts` are the sizes that the files must have, NULL when nobody
 * knows; `live` is a bitmap over the articles, copied, empty when all are live.
 */
bs_status bs_shard_open(const char *folder, const bs_shard_file_facts *facts, bs_str live,
                        bs_shard **shard, bs_error *error);
void bs_shard_close(bs_shard *shard);
/* For what lives as long as the shard. */
bs_arena *bs_shard_arena(bs_shard *shard);
/* Lets go of what was read of an open shard into memory; it can be read again. */
void bs_shard_forget(const bs_shard *shard);

/* That every reference of a bound shard points to a row, token or byte that exists, but for bytes
 * of tokens and positions of types, see bs_bytes_of_tokens() and bs_positions_of(): what memory
 * safety of the accessors rests on. `folder` is for messages. */
bs_status bs_shard_verify(const bs_shard *shard, const char *folder, bs_error *error);

/* "FOLDER/NAME.arrow" in `arena`. */
bs_str bs_shard_file_path(bs_arena *arena, const char *folder, bs_shard_file file);

#endif
