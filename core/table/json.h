/* json.h - rows from JSON, see read.h; for this room only. */
#ifndef BS_TABLE_JSON_H
#define BS_TABLE_JSON_H

#include "table/read.h"

/*
 * An array of objects, or objects one after the other. Members are columns in order of first
 * appearance; `null` and absent members are missing; arrays and objects inside of rows become their
 * JSON text. Evidence counts objects from 1. A column with values of several types is text.
 */
bs_status bs_table_read_json(bs_str text, bs_str name, const bs_table_read_options *options,
                             bs_table **table, bs_error *error);

#endif
