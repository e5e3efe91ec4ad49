/* stem.c - see stem.h. */
#include "text/stem.h"

#include <libstemmer.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/str.h"

enum {
    STEM_BYTES_MAX = 4096, /* what is longer is no word, and its own stem */
    KNOWN_SLOTS = 1 << 16, /* a power of two */
    KNOWN_BYTES = 30,
};

/* A word and behind it its stem, where both are short. */
typedef struct known_stem {
    uint8_t word_size, stem_size;
    char bytes[KNOWN_BYTES];
} known_stem;

/* The words of one shard are mostly those of the one before: each slot keeps the last that fell to
 * it. */
struct bs_stemmer {
    struct sb_stemmer *snowball;
    known_stem *known; /* KNOWN_SLOTS of them; pages that no word falls to take no memory */
};

static const struct {
    const char *language, *algorithm;
} algorithms[] = {
    {"ar", "arabic"},     {"ca", "catalan"},   {"da", "danish"},     {"de", "german"},
    {"el", "greek"},      {"en", "english"},   {"es", "spanish"},    {"eu", "basque"},
    {"fi", "finnish"},    {"fr", "french"},    {"ga", "irish"},      {"hi", "hindi"},
    {"hu", "hungarian"},  {"hy", "armenian"},  {"id", "indonesian"}, {"it", "italian"},
    {"lt", "lithuanian"}, {"nb", "norwegian"}, {"ne", "nepali"},     {"nl", "dutch"},
    {"nn", "norwegian"},  {"no", "norwegian"}, {"pt", "portuguese"}, {"ro", "romanian"},
    {"ru", "russian"},    {"sr", "serbian"},   {"sv", "swedish"},    {"ta", "tamil"},
    {"tr", "turkish"},    {"yi", "yiddish"},
};

static const char *algorithm_of(const char *language)
{
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++) {
        if (language && strcmp(algorithms[i].language, language) == 0)
            return algorithms[i].algorithm;
    }
    return NULL;
}

bs_status bs_stemmer_new(const char *language, bs_stemmer **stemmer, bs_error *error)
{
    const char *algorithm = algorithm_of(language);
    if (!algorithm)
        return bs_fail(error, BS_UNSUPPORTED, "no stemmer for language \"%.16s\"",
                       language ? language : "");
    bs_stemmer *made = calloc(1, sizeof *made);
    if (!made)
        return bs_fail_memory(error);
    made->known = calloc(KNOWN_SLOTS, sizeof *made->known);
    made->snowball = made->known ? sb_stemmer_new(algorithm, "UTF_8") : NULL;
    if (!made->snowball) {
        bool has_memory = made->known != NULL;
        bs_stemmer_free(made);
        return has_memory
                   ? bs_fail(error, BS_UNSUPPORTED, "libstemmer has no stemmer for %s", algorithm)
                   : bs_fail_memory(error);
    }
    *stemmer = made;
    return BS_OK;
}

void bs_stemmer_free(bs_stemmer *stemmer)
{
    if (!stemmer)
        return;
    if (stemmer->snowball)
        sb_stemmer_delete(stemmer->snowball);
    free(stemmer->known);
    free(stemmer);
}

static bs_str stem_anew(bs_stemmer *stemmer, bs_str fold)
{
    const sb_symbol *stem =
        sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)fold.data, (int)fold.size);
    if (!stem)
        return (bs_str){NULL, 0};
    return (bs_str){(const char *)stem, (size_t)sb_stemmer_length(stemmer->snowball)};
}

bs_str bs_stemmer_stem(bs_stemmer *stemmer, bs_str fold)
{
    if (fold.size == 0 || fold.size > STEM_BYTES_MAX)
        return fold;
    if (fold.size >= KNOWN_BYTES)
        return stem_anew(stemmer, fold);
    known_stem *known = &stemmer->known[bs_hash(fold) & (KNOWN_SLOTS - 1)];
    if (known->word_size != fold.size || memcmp(known->bytes, fold.data, fold.size) != 0) {
        bs_str stem = stem_anew(stemmer, fold);
        if (!stem.data || fold.size + stem.size > KNOWN_BYTES)
            return stem;
        known->word_size = (uint8_t)fold.size;
        known->stem_size = (uint8_t)stem.size;
        memcpy(known->bytes, fold.data, fold.size);
        memcpy(known->bytes + fold.size, stem.data, stem.size);
    }
    return (bs_str){known->bytes + fold.size, known->stem_size};
}
