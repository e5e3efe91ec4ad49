/*
 * gazetteer.h - the names of lexicons as a trie over words, and the entities that they name.
 *
 * Words are numbered by key (normalise.h); 0 is a word of no lexicon. From a node, the next word
 * leads to the next node by one probe of a hash table; from the root, by one look into an array.
 *
 * Columns of a lexicon: `name`, `type`; `id` (else made of type and name; rows with the same id are
 * one entity); `names` (split at |), `acronym` (split at |, matched in its own case only),
 * `demonyms` (split at |); `family_name`; for office holders `office`, `country`, `from`, `to`, one
 * row for each term of office. All other columns are attributes. `source`, `checked` and `note` are
 * for readers of the file and are left out.
 *
 * In a lexicon of the user's a row of the type "off" takes what is bundled by that name out, or,
 * with an `id`, every name of that entity.
 *
 * Case: a word that the lexicon has with a capital must have one in the text, a word in capitals
 * must be in capitals, any other word may be as it likes. "U.S." stands for "US" and the other way.
 */
#ifndef BS_ANNOTATE_GAZETTEER_H
#define BS_ANNOTATE_GAZETTEER_H

#include "annotate/layers.h"
#include "base/array.h"
#include "base/map.h"
#include "base/str.h"
#include "text/vocabulary.h"

enum { BS_NAME_WORDS_MAX = 32 }; /* words of one name */

/* Flags of a word in a text, as far as the case rules ask. */
enum { BS_WORD_CAPITAL = 1, BS_WORD_UPPER = 2 };

/* One term of office. */
typedef struct bs_term {
    bs_str office, country, from, to;
    int32_t first_day, end_day; /* INT32_MIN, INT32_MAX when open */
} bs_term;

/* An entity of the lexicons. Its lists lie in the arena. */
typedef struct bs_known {
    bs_entity entity;
    bs_strs names;
    struct {
        bs_attribute *items;
        size_t count, capacity;
    } attributes;
    struct {
        bs_term *items;
        size_t count, capacity;
    } terms;
    bs_str family;        /* absent where there is none */
    uint32_t next_family; /* another person with this family name, or BS_NONE */
    bool is_off;          /* its bundled names are out */
    int32_t first_day;    /* of what is no person: the day of `from`, INT32_MIN for none */
} bs_known;

/* What ends at a node. */
typedef struct bs_name {
    uint32_t known;
    uint32_t next;     /* another of this node, or BS_NONE */
    uint32_t capitals; /* bit i: word i must have a capital */
    uint32_t uppers;   /* bit i: word i must be in capitals */
    uint8_t kind;      /* bs_mention_kind */
    bool is_user;      /* outranks all that is bundled */
} bs_name;

typedef struct bs_gazetteer {
    bs_arena arena;
    bs_map words;      /* key to number */
    bs_map ids;        /* id to index in `known` */
    bs_map type_names; /* "type/name" to index in `known` */
    bs_map families;   /* key of a family name to index in `known` + 1 */
    struct {
        bs_known *items;
        size_t count, capacity;
    } known;
    struct {
        bs_name *items;
        size_t count, capacity;
    } names;
    bs_u32s firsts;  /* first name of a node, or BS_NONE */
    bs_u32s roots;   /* by word: node that it leads to from the root, 0 for none */
    uint64_t *edges; /* node << 32 | word, 0 for empty */
    uint32_t *edge_ends;
    size_t edge_count, edge_capacity; /* a power of two */
    uint32_t hint; /* in `known`: stands for all names that are hints alone, BS_NONE for none */
    uint64_t digest;
    bs_vocabulary *vocabulary; /* to cut names into words */
    bs_tokens tokens;
    bs_sentences sentences;
    bs_buffer scratch;
} bs_gazetteer;

typedef struct bs_candidate {
    uint32_t token_start, token_end;
    uint32_t known; /* BS_NONE for a match of a rule */
    uint8_t type, kind;
    bool is_user;
    bool is_tagged;    /* the tagger's */
    bool is_firm;      /* hardly anything else than what the lists have, or what the rule says */
    bool is_placed;    /* it became a mention */
    bool is_inner;     /* inside a longer one */
    bool is_overruled; /* of a rule, where the tagger cut the name otherwise */
    uint32_t weight;   /* tokens; of the whole match of a rule where there is no tagger */
    /* of a match of a rule */
    int priority;
    uint32_t said; /* of a person: what a rule says of the office, or BS_NONE */
    uint32_t made; /* what the rule made, by index, or BS_NONE */
} bs_candidate;

typedef struct bs_candidates {
    bs_candidate *items;
    size_t count, capacity;
} bs_candidates;

bs_status bs_gazetteer_init(bs_gazetteer *gazetteer, bs_error *error);
void bs_gazetteer_clear(bs_gazetteer *gazetteer);

/* Adds the rows of a lexicon. */
bs_status bs_gazetteer_add_file(bs_gazetteer *gazetteer, const char *path, bool is_user,
                                bs_error *error);

/* Adds names, one a line, that are no entities: the tagger is told where they stand. */
bs_status bs_gazetteer_add_hints(bs_gazetteer *gazetteer, const char *path, bs_error *error);

/* The number of a word, made when `folded` is new. */
bs_status bs_gazetteer_add_word(bs_gazetteer *gazetteer, bs_str folded, uint32_t *word,
                                bs_error *error);
/* A name as its words, with what the case rules ask of them. */
typedef struct bs_phrase {
    uint32_t words[BS_NAME_WORDS_MAX];
    size_t count;
    uint32_t capitals, uppers; /* as in bs_name */
} bs_phrase;

/* Cuts a name into words, which get numbers. BS_LIMIT when there are more than
 * BS_NAME_WORDS_MAX. */
bs_status bs_gazetteer_cut(bs_gazetteer *gazetteer, bs_str text, bs_phrase *phrase,
                           bs_error *error);

/* The node at the end of a path of words, made where there is none. */
bs_status bs_gazetteer_add_path(bs_gazetteer *gazetteer, const uint32_t *words, size_t count,
                                uint32_t *node, bs_error *error);

/* The id of an entity that no lexicon gives one: "person:luis-simon", in `arena`. Data is NULL when
 * there is no memory. */
bs_str bs_entity_id(bs_arena *arena, bs_entity_type type, bs_str name);

/* The number of a folded form, 0 when no list has it. Any thread may ask, with its own `scratch`.
 */
uint32_t bs_gazetteer_word(const bs_gazetteer *gazetteer, bs_str folded, bs_buffer *scratch);

/* Appends all names in a row of words, in order of start, then end; tokens are numbered from
 * `offset`. `flags` are those of BS_WORD_CAPITAL. */
bs_status bs_gazetteer_match(const bs_gazetteer *gazetteer, const uint32_t *words,
                             const uint8_t *flags, size_t count, uint32_t offset,
                             bs_candidates *candidates, bs_error *error);
/* The same with names that are hints alone, whose `known` is `hint` of the gazetteer. */
bs_status bs_gazetteer_match_hints(const bs_gazetteer *gazetteer, const uint32_t *words,
                                   const uint8_t *flags, size_t count, uint32_t offset,
                                   bs_candidates *candidates, bs_error *error);

#endif
