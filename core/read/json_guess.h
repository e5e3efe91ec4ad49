/* json_guess.h - the key of JSON that holds texts, told by what is in them. */
#ifndef BS_READ_JSON_GUESS_H
#define BS_READ_JSON_GUESS_H

#include <stdlib.h>

#include "base/arena.h"
#include "broadsheet.h"

/* False when no key has values that read like articles. `*name` lies in `arena`. */
bool bs_json_guess_text(bs_str text, bs_arena *arena, bs_str *name);

#endif
