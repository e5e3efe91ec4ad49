/*
 * tagger.h - a statistical tagger of names: people, places, organisations that no list knows.
 *
 * A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) over labels that say
 * where in a name a token stands: outside, begin, inside, last, unit. What is seen of a token is
 * hashed into buckets, each with a row of one small weight a label; the score of a label is the sum
 * of rows. What depends on the type of a token alone is summed once per type and kept. Two passes
 * over a document: the second knows how the first took the same word elsewhere in it.
 *
 * A model is one file, mapped and shared by all threads: the weights, and what lists say of words.
 */
#ifndef BS_ANNOTATE_TAGGER_H
#define BS_ANNOTATE_TAGGER_H

#include "annotate/examples.h"
#include "text/split.h"

enum {
    BS_TAG_LABELS = 1 + 4 * BS_TAGS, /* outside; then begin, inside, last, unit of each tag */
    BS_TAG_ROW = 16,                 /* weights of a bucket, the last three unused */
    BS_TAG_OFFSETS = 5,              /* a type is seen at -2 .. 2 */
    BS_TAG_BUCKETS_MAX = 192,        /* of one token */
    BS_TAG_MODEL_VERSION = 2,        /* of the file */
    BS_TAG_CLASSES = 12,             /* word lists of data/classes that it looks at */
};

/* How the letters of a sentence are cased: it decides what a capital tells. */
typedef enum bs_tag_mode {
    BS_TAG_PLAIN,
    BS_TAG_CAPITALS,
    BS_TAG_TITLE,
    BS_TAG_SMALL, /* without a capital, as some write on the web */
    BS_TAG_MODES,
} bs_tag_mode;

/* What stands where in the lists of a model. */
enum {
    BS_TAG_LIST_GIVEN,
    BS_TAG_LIST_FAMILY,  /* of many countries */
    BS_TAG_LIST_FAMILY2, /* of one large census */
    BS_TAG_LIST_CITY,    /* the name of a large city */
    BS_TAG_LIST_TOWN,
    BS_TAG_LIST_TOWN_FIRST, /* first word of several */
    BS_TAG_LIST_TOWN_LATER,
    BS_TAG_LIST_BODY,
    BS_TAG_LIST_BRAND,
    BS_TAG_LIST_LAND,   /* a country or a part of one, a river, a mountain */
    BS_TAG_LIST_FIGURE, /* a person of history */
    BS_TAG_LIST_BEGINS, /* first word of a listed name of several */
    BS_TAG_LISTS,
};

/* One word of a model's table, or a listed name of several words (see bs_tag_phrase()). Open
 * addressing, an empty slot has `check` 0. */
typedef struct bs_tag_word {
    uint32_t check; /* of the hash of the word */
    uint16_t lists; /* of folded words: bits of lists, and from bit BS_TAG_CASES how it is mostly
                       written, 0 for unknown */
    uint16_t fine;  /* class of a form with its case, 0 for none */
} bs_tag_word;

enum { BS_TAG_CASES = 12, BS_TAG_FINE_MAX = 1023, BS_TAG_PHRASE_WORDS_MAX = 5 };

/* The larger classes that the fine ones are in. */
typedef struct bs_tag_larger {
    uint16_t middle[BS_TAG_FINE_MAX + 1], coarse[BS_TAG_FINE_MAX + 1];
} bs_tag_larger;

typedef struct bs_tag_weights {
    int8_t of[BS_TAG_ROW]; /* by label */
} bs_tag_weights;

typedef struct bs_tag_header {
    char magic[8];
    uint32_t byte_order, version;
    uint32_t bucket_bits, word_bits;
    float unit;      /* what a weight of 1 stands for */
    int32_t outside; /* taken from the score of the label outside, in units */
    uint64_t digest; /* of all that follows the header */
    int16_t transitions[BS_TAG_ROW][BS_TAG_ROW]; /* from, to */
} bs_tag_header;

typedef struct bs_tagger {
    bs_tag_header header;
    const bs_tag_weights *rows;
    const bs_tag_larger *larger;
    const bs_tag_word *words;
    bs_str file; /* mapped */
} bs_tagger;

/* Maps the model at `path`. BS_BAD_DATA when it is none. Closed by the caller. */
bs_status bs_tagger_open(const char *path, bs_tagger *tagger, bs_error *error);
void bs_tagger_close(bs_tagger *tagger);

/* What is seen of a type. */
typedef struct bs_tag_type {
    uint64_t word;
    uint32_t affixes[6];
    uint32_t shape;
    uint16_t lists, classes;
    uint16_t fine, middle;
    uint8_t coarse, cased, cases;
    bool is_capital, is_word;
    uint32_t rows[BS_TAG_MODES]; /* in `sums` of a tagging, 0 for not yet */
} bs_tag_type;

/* How often a word was taken for what, in one document. */
typedef struct bs_tag_votes {
    uint32_t counts[BS_TAGS + 1]; /* of tags, last of none */
    uint32_t last_of_person;      /* last word of a longer name of a person */
    uint32_t part_of_body;        /* part of a longer name of an organisation */
} bs_tag_votes;

typedef struct bs_tag_span {
    uint32_t token_start, token_end;
    uint8_t tag;
} bs_tag_span;

/* A document on its way through the tagger, and what a thread keeps between documents. */
typedef struct bs_tagging {
    const bs_tagger *tagger;
    struct {
        bs_tag_type *items;
        size_t count, capacity;
    } types; /* by type of the vocabulary */
    struct {
        int16_t (*items)[BS_TAG_OFFSETS][BS_TAG_ROW];
        size_t count, capacity;
    } sums;
    const bs_token *tokens;
    bs_u32s masks;   /* by token: what the gazetteer has here, see bs_tag_mask_add() */
    bs_u32s phrases; /* the same of what the lists of the model have here of several words */
    struct {
        int32_t (*items)[BS_TAG_ROW];
        size_t count, capacity;
    } scores;
    struct {
        uint8_t *items;
        size_t count, capacity;
    } labels, back;
    bs_u32s voters; /* by fold id: index into votes + 1 */
    bs_u32s voted;  /* fold ids to forget */
    struct {
        bs_tag_votes *items;
        size_t count, capacity;
    } votes;
    struct {
        bs_tag_span *items;
        size_t count, capacity;
    } spans;
} bs_tagging;

void bs_tagging_clear(bs_tagging *tagging);
/* Forgets the types: the vocabulary was reset. */
void bs_tagging_reset(bs_tagging *tagging);

/* Works out what is seen of the types from the last known to `count`. `classes` gives the bits of
 * the word lists that have a type. */
bs_status bs_tagging_add_types(bs_tagging *tagging, const bs_vocabulary *vocabulary,
                               uint16_t (*classes)(const void *context, uint32_t type),
                               const void *context, bs_error *error);

/* Notes that the gazetteer has a name of `kind` at these tokens: kinds are 0 to 7. */
void bs_tag_mask_add(uint32_t *masks, uint32_t start, uint32_t end, unsigned kind);

/* The key of some words and one more in the table of a model. */
uint64_t bs_tag_phrase(uint64_t words, uint64_t word);

/* Fills `phrases` for the `count` tokens of a document. */
bs_status bs_tag_see_phrases(bs_tagging *tagging, size_t count, const bs_sentences *sentences,
                             bs_error *error);

bs_tag_mode bs_tag_mode_of(const bs_tagging *tagging, const bs_sentence *sentence);

/* Fills `spans` with the names of a document, in order. `masks` has been filled. */
bs_status bs_tagging_run(bs_tagging *tagging, const bs_vocabulary *vocabulary,
                         const bs_tokens *tokens, const bs_sentences *sentences, bs_error *error);

/* The buckets of what is seen at a token, for learning; the first two give what bs_tagging_run()
 * sums. */
unsigned bs_tag_type_buckets(unsigned bits, const bs_tag_type *type, bs_tag_mode mode, int offset,
                             uint32_t *buckets);
unsigned bs_tag_edge_buckets(unsigned bits, int offset, uint32_t *buckets);
unsigned bs_tag_token_buckets(unsigned bits, const bs_tagging *tagging, const bs_sentence *sentence,
                              bs_tag_mode mode, uint32_t token, uint32_t *buckets);
/* Votes of the labels of a document; those with more than one voter matter. */
bs_status bs_tag_count_votes(bs_tagging *tagging, const bs_vocabulary *vocabulary,
                             const uint8_t *labels, const bs_sentences *sentences, bs_error *error);
void bs_tag_forget_votes(bs_tagging *tagging);
unsigned bs_tag_vote_buckets(unsigned bits, const bs_tagging *tagging,
                             const bs_vocabulary *vocabulary, const uint8_t *labels,
                             const bs_sentence *sentence, bs_tag_mode mode, uint32_t token,
                             uint32_t *buckets);

/* Whether `to` may follow `from`. */
bool bs_tag_may_follow(unsigned from, unsigned to);

static inline uint32_t bs_tag_check(uint64_t hash)
{
    uint32_t check = (uint32_t)hash;
    return check ? check : 1;
}

#endif
