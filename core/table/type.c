/* type.c - the names of column types, see table.h. */
#include "base/str.h"
#include "table/table.h"

static const char *const names[] = {"text", "integer", "number", "boolean"};

bool bs_column_type_from_name(bs_str name, bs_column_type *type)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (bs_str_equal(name, bs_str_from(names[i]))) {
            *type = (bs_column_type)i;
            return true;
        }
    return false;
}

const char *bs_column_type_name(bs_column_type type)
{
    return names[type];
}
