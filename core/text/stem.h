/* stem.h - Snowball stems. A stemmer belongs to one thread. */
#ifndef BS_TEXT_STEM_H
#define BS_TEXT_STEM_H

#include "base/arena.h"
#include "broadsheet.h"

typedef struct bs_stemmer bs_stemmer;

/* `language` is ISO 639-1; one without a stemmer gives BS_UNSUPPORTED. */
bs_status bs_stemmer_new(const char *language, bs_stemmer **stemmer, bs_error *error);
void bs_stemmer_free(bs_stemmer *stemmer);
/* The stem of a folded word. Valid until the next call; absent when there is no memory. */
bs_str bs_stemmer_stem(bs_stemmer *stemmer, bs_str fold);

#endif
