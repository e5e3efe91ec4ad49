/* split_invariants_test.c - what must hold of any text, tried on many that chance has made. */
#include "split_invariants.h"

#include "base/str.h"
#include "base/utf8.h"
#include "check.h"

enum { TEXTS = 20000, PIECES_MAX = 40 };

/* A small generator, so that a failure can be had again. */
static uint32_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

static const char *const pieces[] = {
    "a",
    "The",
    "NATO",
    "said",
    "Simon",
    "U.S",
    "Mr",
    "No",
    "Jan",
    "e.g",
    "J",
    "www",
    "com",
    "http",
    "1",
    "2019",
    "12",
    ".",
    ".",
    ".",
    "..",
    ",",
    ":",
    "/",
    "-",
    "-",
    "--",
    "'",
    "'s",
    "\"",
    "(",
    ")",
    "[",
    "@",
    "#",
    "&",
    "%",
    "$",
    "_",
    "!",
    "?",
    " ",
    " ",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\f",
    "\n\n",
    "\t",
    "\xC2\xA0",
    "\xC2\xAD",
    "\xE2\x80\x8B",
    "\xE2\x80\x99",
    "\xE2\x80\x9C",
    "\xE2\x80\x9D",
    "\xE2\x80\xA6",
    "\xE2\x80\x90",
    "\xE2\x80\xA8",
    "\xE2\x80\xA9",
    "\xE2\x80\x93",
    "\xC3\xA9",
    "\xCC\x81",
    "\xD0\x9C",
    "\xD7\x90",
    "\xE9\x98\xB2",
    "\xE3\x81\xAE",
    "\xE3\x80\x82",
    "\xE0\xB9\x84",
    "\xE0\xB8\x97",
    "\xF0\x9F\x87\xAF",
    "\xE2\x80\x8D",
    "\xF0\x9F\x91\xA9",
    "\xC2\xB7",
    "\xEF\xBB\xBF",
};

static void add_random_piece(bs_buffer *text, uint64_t *random)
{
    uint32_t choice = next_random(random) % 100;
    if (choice < 90) {
        bs_buffer_add(text,
                      bs_str_from(pieces[next_random(random) % (sizeof pieces / sizeof *pieces)]));
    } else if (choice < 98) {
        char bytes[4];
        uint32_t planes = choice < 94 ? 0x3000 : 0x20000;
        size_t size = bs_utf8_encode(next_random(random) % planes, bytes);
        bs_buffer_add(text, (bs_str){bytes, size});
    } else { /* no UTF-8 */
        bs_buffer_add_char(text, (char)next_random(random));
    }
}

static void any_text_keeps_the_invariants(void **state)
{
    (void)state;
    uint64_t random = 20240709;
    bs_buffer text = {0};
    for (int i = 0; i < TEXTS; i++) {
        uint64_t seed = random;
        text.size = 0;
        for (uint32_t left = next_random(&random) % PIECES_MAX + 1; left > 0; left--)
            add_random_piece(&text, &random);
        bs_segment segments[2] = {{0}};
        segments[0].start = next_random(&random) % (uint32_t)text.size;
        segments[0].end = segments[0].start + next_random(&random) % 8;
        if (segments[0].end > text.size)
            segments[0].end = (uint32_t)text.size;
        segments[1].start = segments[0].end;
        segments[1].end = (uint32_t)text.size;
        if (!split_invariants_hold(bs_buffer_str(&text), segments, 2))
            fail_msg("seed %llu: %.*s", (unsigned long long)seed, BS_STR_ARG(bs_buffer_str(&text)));
    }
    bs_buffer_clear(&text);
}

/* Texts made to be slow: time must grow with their size, or the test runs into its limit. */
static void hostile_texts_are_cut_in_linear_time(void **state)
{
    (void)state;
    static const char *const units[] = {
        ".",
        "a.",
        "A.",
        "-",
        "a-",
        "a-\n",
        "'",
        "\"",
        "(",
        ")",
        "://",
        "a@",
        "a@b.",
        "@a.",
        "www.",
        "http://(",
        ".)",
        "1,",
        "1:23:",
        "1/",
        "\n",
        "a\n",
        "A\n",
        ". A\n",
        "\xC2\xAD",
        "\xCC\x81",
        "a\xC2\xB7",
        ".\" ",
        "\xE2\x80\xA6",
        "[1]",
        "A&",
        "\xE3\x81\xAE",
        "\xE0\xB9\x84",
        "#",
        "a_",
        "\xF0\x9F\x87\xAF",
        "\xE2\x80\x8D",
        "\t",
        "Mr. ",
        "\"A ",
        ".\"A ",
    };
    enum { SIZE = 200000 };
    bs_buffer text = {0};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        text.size = 0;
        while (text.size < SIZE)
            bs_buffer_add(&text, bs_str_from(units[i]));
        if (!split_invariants_hold(bs_buffer_str(&text), NULL, 0))
            fail_msg("%s, many times", units[i]);
    }
    bs_buffer_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_text_keeps_the_invariants),
        cmocka_unit_test(hostile_texts_are_cut_in_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
