/*
 * vocabulary.h - the distinct forms of a text, numbered as they come.
 *
 * Everything that depends on the form alone is worked out once per type, never per token. A
 * vocabulary belongs to one thread.
 */
#ifndef BS_TEXT_VOCABULARY_H
#define BS_TEXT_VOCABULARY_H

#include "base/arena.h"
#include "broadsheet.h"

typedef enum bs_token_kind {
    BS_TOKEN_WORD, /* has a letter */
    BS_TOKEN_NUMBER,
    BS_TOKEN_PUNCTUATION,
    BS_TOKEN_SYMBOL,
    BS_TOKEN_URL,    /* also e-mail addresses */
    BS_TOKEN_HANDLE, /* @name, #tag */
} bs_token_kind;

/* How the letters of a form are cased. Each part of a hyphenated form, and what follows an
 * apostrophe, may begin with a capital. */
typedef enum bs_token_case {
    BS_CASE_NONE, /* no cased letter */
    BS_CASE_LOWER,
    BS_CASE_CAPITAL, /* "Madrid", "Indo-Pacific", "O'Brien" */
    BS_CASE_UPPER,   /* "NATO", "A" */
    BS_CASE_MIXED,   /* "iPhone", "McCain" */
} bs_token_case;

typedef struct bs_type {
    bs_str form;
    bs_str fold;      /* as bs_fold() gives it; equals `form` where that is folded */
    uint32_t fold_id; /* number of the first type with this fold */
    uint8_t kind;     /* bs_token_kind */
    uint8_t cased;    /* bs_token_case */
} bs_type;

typedef struct bs_token {
    uint32_t start, end; /* bytes */
    uint32_t type;       /* in the vocabulary */
} bs_token;

typedef struct bs_vocabulary bs_vocabulary;

bs_status bs_vocabulary_new(bs_vocabulary **vocabulary, bs_error *error);
void bs_vocabulary_free(bs_vocabulary *vocabulary);

/* Forgets all types. */
void bs_vocabulary_reset(bs_vocabulary *vocabulary);

/* The number of `form`, which is copied when it is new. Fails with BS_NO_MEMORY, or BS_LIMIT when
 * there are 2^32 - 2 types or the form is over 64 KiB. `kind` matters only for a new form. */
bs_status bs_vocabulary_add(bs_vocabulary *vocabulary, bs_str form, bs_token_kind kind,
                            uint32_t *type, bs_error *error);

/* The same, faster, for tokens of `text` whose forms are their bytes, at least one each. `type` of
 * a token is its bs_token_kind before, and its type afterwards. */
bs_status bs_vocabulary_add_tokens(bs_vocabulary *vocabulary, bs_str text, bs_token *tokens,
                                   size_t count, bs_error *error);

size_t bs_vocabulary_count(const bs_vocabulary *vocabulary);
/* Valid until the next add; the bytes of `form` and `fold` until the next reset. */
const bs_type *bs_vocabulary_type(const bs_vocabulary *vocabulary, uint32_t type);
/* The number of a form that is there, or UINT32_MAX. */
uint32_t bs_vocabulary_find(const bs_vocabulary *vocabulary, bs_str form);
/* The number of the first type with this fold, or UINT32_MAX. */
uint32_t bs_vocabulary_find_fold(const bs_vocabulary *vocabulary, bs_str fold);

#endif
