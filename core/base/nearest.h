/* nearest.h - the known name that a misspelt one was probably meant to be. */
#ifndef BS_BASE_NEAREST_H
#define BS_BASE_NEAREST_H

#include "broadsheet.h"

enum { BS_NEAREST_BYTES_MAX = 64 }; /* longer names are never near */

/* How many bytes must be put in, taken out, replaced or swapped with their neighbour to make `a`
 * into `b`, ASCII letters in any case; SIZE_MAX when either is over BS_NEAREST_BYTES_MAX. */
size_t bs_edit_distance(bs_str a, bs_str b);

/* The one of `names` that `name` is nearest to, or absent when none is near: at most a third of its
 * bytes differ, or it begins with `name`. The first of those equally near. */
bs_str bs_nearest(bs_str name, const bs_str *names, size_t count);

#endif
