/* select_sql.h - the condition `sql` of bs_selection_select(). */
#ifndef BS_CORPUS_SELECT_SQL_H
#define BS_CORPUS_SELECT_SQL_H

#include "corpus/selection.h"

/* The selected articles for which the expression is true. */
bs_status bs_select_by_sql(bs_selection *selection, bs_str condition, const bs_progress *progress,
                           bs_selection **result, bs_error *error);

#endif
