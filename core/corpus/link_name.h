/*
 * link_name.h - full names of people as far as their spelling tells who may be who.
 *
 * A name is its words in plain lower-case letters: accents, full stops and hyphens are gone, small
 * words go with what follows ("bin Salman" is one word), the Arabic article is left out, "Jr." and
 * its like stand apart.
 */
#ifndef BS_CORPUS_LINK_NAME_H
#define BS_CORPUS_LINK_NAME_H

#include "base/arena.h"
#include "base/str.h"

enum { BS_LINK_WORDS_MAX = 8, BS_LINK_KEYS_MAX = 8 };

typedef struct bs_link_name {
    bs_str words[BS_LINK_WORDS_MAX];
    size_t count; /* below 2: the name links nothing */
    bs_str letters;
    bs_str suffix; /* "jr", "iii"; absent where there is none */
} bs_link_name;

/* How likely two names, by themselves, are one person's. */
typedef enum bs_link_fit {
    BS_LINK_APART,    /* never */
    BS_LINK_POSSIBLE, /* when something else speaks for it */
    BS_LINK_LIKELY,   /* when nothing speaks against it and nobody else can be meant */
    BS_LINK_SAME,     /* when nothing speaks against it */
} bs_link_fit;

/* Reads a name; its strings lie in `arena`. */
bs_status bs_link_name_read(bs_str text, bs_arena *arena, bs_link_name *name, bs_error *error);

/* `*rule` is the name of the rule that brings them together: "linking.middle", .. */
bs_link_fit bs_link_name_fit(const bs_link_name *a, const bs_link_name *b, const char **rule);

/* Hashes such that two names that may be one have one in common. Gives how many. */
size_t bs_link_name_keys(const bs_link_name *name, uint64_t keys[BS_LINK_KEYS_MAX]);

#endif
