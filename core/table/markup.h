/* markup.h - what the writers of tables share; for this room only. */
#ifndef BS_TABLE_MARKUP_H
#define BS_TABLE_MARKUP_H

#include "table/write.h"

enum { BS_DECIMALS_SHORTEST = -1 };

/* What is known of the columns before the first row is written. */
typedef struct bs_layout {
    const bs_table *table;
    const bs_table_write_options *options;
    int *decimals; /* one a column */
} bs_layout;

bool bs_column_is_numeric(const bs_table *table, size_t column);
void bs_buffer_add_decimals(bs_buffer *out, double value, int decimals);

void bs_write_markdown(const bs_layout *layout, bs_buffer *out);
void bs_write_html(const bs_layout *layout, bs_buffer *out);
bs_status bs_write_text(const bs_layout *layout, bs_buffer *out, bs_error *error);

#endif
