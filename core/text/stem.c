/* stem.c - see stem.h. */
#include "text/stem.h"

#include <libstemmer.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"

enum { STEM_BYTES_MAX = 4096 }; /* what is longer is no word, and its own stem */

struct bs_stemmer {
    struct sb_stemmer *snowball;
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
    made->snowball = sb_stemmer_new(algorithm, "UTF_8");
    if (!made->snowball) {
        free(made);
        return bs_fail(error, BS_UNSUPPORTED, "libstemmer has no stemmer for %s", algorithm);
    }
    *stemmer = made;
    return BS_OK;
}

void bs_stemmer_free(bs_stemmer *stemmer)
{
    if (!stemmer)
        return;
    sb_stemmer_delete(stemmer->snowball);
    free(stemmer);
}

bs_str bs_stemmer_stem(bs_stemmer *stemmer, bs_str fold)
{
    if (fold.size == 0 || fold.size > STEM_BYTES_MAX)
        return fold;
    const sb_symbol *stem =
        sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)fold.data, (int)fold.size);
    if (!stem)
        return (bs_str){NULL, 0};
    return (bs_str){(const char *)stem, (size_t)sb_stemmer_length(stemmer->snowball)};
}
