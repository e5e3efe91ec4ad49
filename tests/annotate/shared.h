/* shared.h - for a file of tests that annotates with one fixture throughout, and tables of cases.
 */
#ifndef BS_TESTS_SHARED_H
#define BS_TESTS_SHARED_H

#include "annotated.h"

static annotated all;

static int open_all(void **state)
{
    (void)state;
    open_annotated(&all, NULL, BS_ANNOTATE_ALL);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    close_annotated(&all);
    return 0;
}

/* What a text gives, in words, in `buffer`. */
typedef bs_str describe_text(const char *text, bs_buffer *buffer);

/* Each case is a text and what it gives. */
static inline void check_cases(describe_text *describe, const char *const (*cases)[2], size_t count)
{
    bs_buffer buffer = {0};
    size_t failures = 0;
    for (size_t index = 0; index < count; index++) {
        bs_str found = describe(cases[index][0], &buffer);
        if (!bs_str_equal(found, bs_str_from(cases[index][1]))) {
            print_error("%s\n--- gives\n%.*s\n--- not\n%s\n", cases[index][0], BS_STR_ARG(found),
                        cases[index][1]);
            failures++;
        }
    }
    bs_buffer_clear(&buffer);
    assert_int_equal(failures, 0);
}
#define CHECK_CASES(describe, cases) check_cases(describe, cases, sizeof(cases) / sizeof *(cases))

#endif
