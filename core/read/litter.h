/* litter.h - files that systems and editors leave beside articles, known by name. */
#ifndef BS_READ_LITTER_H
#define BS_READ_LITTER_H

#include "broadsheet.h"

/* Why one name (no slashes) is litter, for a person, or NULL when it is not. */
const char *bs_litter_name(bs_str name);
/* The same for any part of a path with slashes. */
const char *bs_litter_path(bs_str path);

#endif
