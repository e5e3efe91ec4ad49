/* vocabulary_test.c - tests of text/vocabulary.h. */
#include "text/vocabulary.h"

#include <stdlib.h>

#include "base/str.h"
#include "check.h"

static int set_up(void **state)
{
    bs_vocabulary *vocabulary = NULL;
    CHECK_OK(bs_vocabulary_new(&vocabulary, NULL));
    *state = vocabulary;
    return 0;
}

static int tear_down(void **state)
{
    bs_vocabulary_free(*state);
    return 0;
}

static uint32_t add(bs_vocabulary *vocabulary, const char *form)
{
    uint32_t type = UINT32_MAX;
    CHECK_OK(bs_vocabulary_add(vocabulary, bs_str_from(form), BS_TOKEN_WORD, &type, NULL));
    return type;
}

static void types_are_numbered_as_they_come(void **state)
{
    CHECK(add(*state, "the") == 0);
    CHECK(add(*state, "summit") == 1);
    CHECK(add(*state, "the") == 0);
    CHECK(add(*state, "The") == 2);
    CHECK(add(*state, "") == 3);
    CHECK(bs_vocabulary_count(*state) == 4);
    CHECK_STR(bs_vocabulary_type(*state, 1)->form, "summit");
}

static void what_is_there_is_found(void **state)
{
    add(*state, "Madrid");
    CHECK(bs_vocabulary_find(*state, BS_STR("Madrid")) == 0);
    CHECK(bs_vocabulary_find(*state, BS_STR("madrid")) == UINT32_MAX);
    CHECK(bs_vocabulary_find_fold(*state, BS_STR("madrid")) == 0);
    CHECK(bs_vocabulary_find_fold(*state, BS_STR("Madrid")) == UINT32_MAX);
}

static void types_with_one_fold_share_its_number(void **state)
{
    uint32_t first = add(*state, "STRASSE"), second = add(*state, "Straße"),
             third = add(*state, "strasse"), other = add(*state, "gasse");
    CHECK(bs_vocabulary_type(*state, first)->fold_id == first);
    CHECK(bs_vocabulary_type(*state, second)->fold_id == first);
    CHECK(bs_vocabulary_type(*state, third)->fold_id == first);
    CHECK(bs_vocabulary_type(*state, other)->fold_id == other);
    CHECK_STR(bs_vocabulary_type(*state, second)->fold, "strasse");
    const bs_type *folded = bs_vocabulary_type(*state, third);
    CHECK(folded->fold.data == folded->form.data);
}

static void the_first_kind_of_a_form_stays(void **state)
{
    uint32_t first, second;
    CHECK_OK(bs_vocabulary_add(*state, BS_STR("1,000"), BS_TOKEN_NUMBER, &first, NULL));
    CHECK_OK(bs_vocabulary_add(*state, BS_STR("1,000"), BS_TOKEN_WORD, &second, NULL));
    CHECK(first == second);
    CHECK(bs_vocabulary_type(*state, first)->kind == BS_TOKEN_NUMBER);
}

static void forms_know_how_they_are_cased(void **state)
{
    static const struct {
        const char *form;
        bs_token_case cased;
    } cases[] = {
        {"1945", BS_CASE_NONE},
        {"\xE9\x98\xB2", BS_CASE_NONE},
        {"summit", BS_CASE_LOWER},
        {"16th", BS_CASE_LOWER},
        {"'s", BS_CASE_LOWER},
        {"Madrid", BS_CASE_CAPITAL},
        {"Indo-Pacific", BS_CASE_CAPITAL},
        {"X-ray", BS_CASE_CAPITAL},
        {"O'Brien", BS_CASE_CAPITAL},
        {"Çavuşoğlu", BS_CASE_CAPITAL},
        {"Élysée", BS_CASE_CAPITAL},
        {"\xC7\x85on", BS_CASE_CAPITAL},
        {"NATO", BS_CASE_UPPER},
        {"U.S.", BS_CASE_UPPER},
        {"A", BS_CASE_UPPER},
        {"F-16", BS_CASE_UPPER},
        {"iPhone", BS_CASE_MIXED},
        {"McCain", BS_CASE_MIXED},
        {"NATO-led", BS_CASE_MIXED},
        {"e-Residency", BS_CASE_MIXED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t type = add(*state, cases[i].form);
        if (bs_vocabulary_type(*state, type)->cased != cases[i].cased)
            fail_msg("%s is cased %d", cases[i].form, bs_vocabulary_type(*state, type)->cased);
    }
}

static void a_hundred_thousand_forms_keep_their_numbers(void **state)
{
    enum { COUNT = 100000 };
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < COUNT; i++) {
            char form[16];
            snprintf(form, sizeof form, "form%u", i);
            if (add(*state, form) != i)
                fail_msg("%s is not %u", form, i);
        }
    }
    CHECK(bs_vocabulary_count(*state) == COUNT);
    CHECK_STR(bs_vocabulary_type(*state, 77777)->form, "form77777");
}

static void a_reset_forgets_everything(void **state)
{
    add(*state, "the");
    add(*state, "summit");
    bs_vocabulary_reset(*state);
    CHECK(bs_vocabulary_count(*state) == 0);
    CHECK(bs_vocabulary_find(*state, BS_STR("the")) == UINT32_MAX);
    CHECK(bs_vocabulary_find_fold(*state, BS_STR("the")) == UINT32_MAX);
    CHECK(add(*state, "summit") == 0);
}

/* Of all lengths, some with the same ends, up to the last byte that can be read. */
static void tokens_of_a_text_get_the_types_of_their_forms(void **state)
{
    enum { TOKENS = 3000, BYTES_MAX = 40 };
    static char bytes[TOKENS * BYTES_MAX];
    static bs_token tokens[TOKENS];
    uint32_t random = 7, at = 0;
    for (size_t i = 0; i < TOKENS; i++) {
        random = random * 1664525 + 1013904223;
        uint32_t size = 1 + (random >> 24) % BYTES_MAX;
        for (uint32_t j = 0; j < size; j++) {
            random = random * 1664525 + 1013904223;
            bytes[at + j] = j < 8 || j + 8 >= size ? 'a' : (char)('a' + (random >> 30));
        }
        tokens[i] = (bs_token){at, at + size, BS_TOKEN_WORD};
        at += size;
    }
    char *text = malloc(at); /* so that a sanitizer sees what is read behind it */
    CHECK(text != NULL);
    memcpy(text, bytes, at);
    CHECK_OK(bs_vocabulary_add_tokens(*state, (bs_str){text, at}, tokens, TOKENS, NULL));
    for (size_t i = 0; i < TOKENS; i++) {
        bs_str form = {text + tokens[i].start, tokens[i].end - tokens[i].start};
        CHECK(bs_str_equal(bs_vocabulary_type(*state, tokens[i].type)->form, form));
        CHECK(bs_vocabulary_find(*state, form) == tokens[i].type);
    }
    free(text);
}

#define WITH_VOCABULARY(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_VOCABULARY(types_are_numbered_as_they_come),
        WITH_VOCABULARY(what_is_there_is_found),
        WITH_VOCABULARY(types_with_one_fold_share_its_number),
        WITH_VOCABULARY(the_first_kind_of_a_form_stays),
        WITH_VOCABULARY(forms_know_how_they_are_cased),
        WITH_VOCABULARY(a_hundred_thousand_forms_keep_their_numbers),
        WITH_VOCABULARY(a_reset_forgets_everything),
        WITH_VOCABULARY(tokens_of_a_text_get_the_types_of_their_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
