/* reference_names.h - names of character references, for reference.c only. */
#ifndef BS_READ_REFERENCE_NAMES_H
#define BS_READ_REFERENCE_NAMES_H

#include "broadsheet.h"

typedef struct bs_reference_name {
    const char *name;
    uint32_t point;
} bs_reference_name;

extern const bs_reference_name bs_reference_names[]; /* sorted */
extern const size_t bs_reference_name_count;
/* The second characters of those that stand for two, sorted. */
extern const bs_reference_name bs_reference_second_names[];
extern const size_t bs_reference_second_name_count;
/* Those that may lack their semicolon, sorted. */
extern const bs_reference_name bs_reference_old_names[];
extern const size_t bs_reference_old_name_count;

#endif
