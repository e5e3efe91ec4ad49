/*
 * home.h - where the bundled scripts and data are: $BROADSHEET_HOME, else what was installed beside
 * the executable, else the source folder that it was built from.
 */
#ifndef BS_BASE_HOME_H
#define BS_BASE_HOME_H

#include "base/arena.h"

/* The folder that holds `scripts/` and `data/`, in `arena`. BS_IO when none is found. */
bs_status bs_home_find(bs_arena *arena, bs_str *home, bs_error *error);

/* The folder of the executable, in `arena`; absent when the system does not tell. */
bs_str bs_home_executable(bs_arena *arena);

#endif
