/* stem_test.c - tests of text/stem.h. */
#include "text/stem.h"

#include "base/str.h"
#include "check.h"

static void english_words_have_snowball_stems(void **state)
{
    (void)state;
    /* From the sample vocabulary of the English stemmer at snowballstem.org. */
    static const char *const pairs[][2] = {
        {"consignment", "consign"}, {"consistently", "consist"}, {"knocking", "knock"},
        {"generously", "generous"}, {"attended", "attend"},      {"summits", "summit"},
    };
    bs_stemmer *stemmer = NULL;
    CHECK_OK(bs_stemmer_new("en", &stemmer, NULL));
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        CHECK_STR(bs_stemmer_stem(stemmer, bs_str_from(pairs[i][0])), pairs[i][1]);
    bs_stemmer_free(stemmer);
}

/* More words than a stemmer keeps, asked in two orders of two stemmers. */
static void a_stem_does_not_depend_on_what_was_asked_before(void **state)
{
    enum { WORDS = 100000 };
    (void)state;
    bs_stemmer *rising = NULL, *falling = NULL;
    char word[32], kept[32];
    CHECK_OK(bs_stemmer_new("en", &rising, NULL));
    CHECK_OK(bs_stemmer_new("en", &falling, NULL));
    for (int i = 0; i < WORDS; i++) {
        snprintf(word, sizeof word, "w%xed", (unsigned)i);
        bs_stemmer_stem(rising, bs_str_from(word));
    }
    for (int i = WORDS; i-- > 0;) {
        snprintf(word, sizeof word, "w%xed", (unsigned)i);
        bs_str stem = bs_stemmer_stem(falling, bs_str_from(word));
        snprintf(kept, sizeof kept, "%.*s", BS_STR_ARG(stem));
        CHECK_STR(bs_stemmer_stem(rising, bs_str_from(word)), kept);
    }
    bs_stemmer_free(rising);
    bs_stemmer_free(falling);
}

static void each_language_has_its_own(void **state)
{
    (void)state;
    bs_stemmer *german = NULL, *french = NULL;
    CHECK_OK(bs_stemmer_new("de", &german, NULL));
    CHECK_OK(bs_stemmer_new("fr", &french, NULL));
    CHECK_STR(bs_stemmer_stem(german, BS_STR("aufeinanderfolgenden")), "aufeinanderfolg");
    CHECK_STR(bs_stemmer_stem(french, BS_STR("continuellement")), "continuel");
    bs_stemmer_free(german);
    bs_stemmer_free(french);
}

static void every_language_that_is_listed_is_there(void **state)
{
    (void)state;
    const char *const languages[] = {"ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr",
                                     "ga", "hi", "hu", "hy", "id", "it", "lt", "nb", "ne", "nl",
                                     "nn", "no", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        bs_stemmer *stemmer = NULL;
        CHECK_OK(bs_stemmer_new(languages[i], &stemmer, NULL));
        bs_stemmer_free(stemmer);
    }
}

static void a_language_without_stemmer_is_unsupported(void **state)
{
    (void)state;
    bs_stemmer *stemmer = NULL;
    bs_error error = {0};
    CHECK(bs_stemmer_new("ja", &stemmer, &error) == BS_UNSUPPORTED);
    CHECK(strstr(error.message, "ja"));
    CHECK(bs_stemmer_new("", &stemmer, NULL) == BS_UNSUPPORTED);
    CHECK(bs_stemmer_new(NULL, &stemmer, NULL) == BS_UNSUPPORTED);
    CHECK(!stemmer);
    bs_stemmer_free(NULL);
}

static void any_bytes_have_a_stem(void **state)
{
    (void)state;
    bs_stemmer *stemmer = NULL;
    char bytes[5000];
    memset(bytes, 's', sizeof bytes);
    CHECK_OK(bs_stemmer_new("en", &stemmer, NULL));
    CHECK(bs_stemmer_stem(stemmer, BS_STR("")).size == 0);
    CHECK(bs_stemmer_stem(stemmer, (bs_str){bytes, sizeof bytes}).size == sizeof bytes);
    for (int seed = 0; seed < 2000; seed++) {
        for (int i = 0; i < 16; i++)
            bytes[i] = (char)((seed * 131 + i * 37) * 2654435761u >> 24);
        CHECK(bs_stemmer_stem(stemmer, (bs_str){bytes, 16}).data != NULL);
    }
    bs_stemmer_free(stemmer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_words_have_snowball_stems),
        cmocka_unit_test(a_stem_does_not_depend_on_what_was_asked_before),
        cmocka_unit_test(each_language_has_its_own),
        cmocka_unit_test(every_language_that_is_listed_is_there),
        cmocka_unit_test(a_language_without_stemmer_is_unsupported),
        cmocka_unit_test(any_bytes_have_a_stem),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
