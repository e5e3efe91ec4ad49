/*
 * resolve.h - which names of an article are one entity: "Fumio Kishida", "Kishida" and "Kishida
 * Fumio"; "International Monetary Fund", "IMF" and "the Fund".
 *
 * Names are compared two by two where they share a word, short against long. A short name that fits
 * one entity only is joined with it everywhere; one that fits several goes, each time, to the one
 * that was named last, else to the first that follows. Headlines are read after the body, since
 * they use short forms of what the body introduces. Two entities of the lexicons are never joined.
 */
#ifndef BS_ANNOTATE_RESOLVE_H
#define BS_ANNOTATE_RESOLVE_H

#include "base/array.h"
#include "base/map.h"

/* A name as it stands in one place. */
typedef struct bs_form {
    uint32_t mention;
    uint32_t start, end; /* tokens, without the form of a company: "Ltd", "Inc." */
} bs_form;

/* That a word stands in a form; rows of the same word are linked, the latest first. */
typedef struct bs_form_word {
    uint32_t fold; /* fold id of the word */
    uint32_t form;
    uint32_t previous; /* row + 1 */
} bs_form_word;

/* What a thread needs, kept from article to article. */
typedef struct bs_resolver {
    struct {
        bs_form *items;
        size_t count, capacity;
    } forms; /* in reading order */
    struct {
        bs_form_word *items;
        size_t count, capacity;
    } words;
    bs_u32s heads;   /* by fold id: row of `words` + 1 */
    bs_u32s parents; /* by entity: the one it was joined to, itself for a root */
    bs_u32s seen;    /* by entity: form + 1 that named it last */
    bs_map initials; /* "IMF" to form */
} bs_resolver;

void bs_resolver_clear(bs_resolver *resolver);

#endif
