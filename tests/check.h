/* check.h - cmocka with the few checks that our tests use beyond it. */
#ifndef BS_TESTS_CHECK_H
#define BS_TESTS_CHECK_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "broadsheet.h"

#define CHECK(condition) assert_true(condition)
#define CHECK_OK(call) assert_int_equal((call), BS_OK)
#define CHECK_STR(str, literal)                                         \
    do {                                                                \
        bs_str check_str_ = (str);                                      \
        assert_int_equal(check_str_.size, strlen(literal));             \
        assert_memory_equal(check_str_.data, literal, check_str_.size); \
    } while (0)
/* Equal within `tolerance`, relative to the expected value where that is over 1. */
#define CHECK_NEAR(value, expected, tolerance)                                   \
    do {                                                                         \
        double value_ = (value), expected_ = (expected);                         \
        if (!(fabs(value_ - expected_) <= (tolerance)*fmax(1, fabs(expected_)))) \
            fail_msg("%s is %.17g, not %.17g", #value, value_, expected_);       \
    } while (0)

#endif
