/* date_mod.c - words of a date that say early, late, nearly or more than: the `mod` of TIMEX3. */
#include "annotate/dates.h"

bs_str bs_date_mod(const bs_date_reading *of)
{
    static const struct {
        const char *word, *mod;
    } WORDS[] = {
        {"early", "START"},
        {"beginning", "START"},
        {"start", "START"},
        {"opening", "START"},
        {"mid", "MID"},
        {"middle", "MID"},
        {"late", "END"},
        {"end", "END"},
        {"close", "END"},
        {"latter", "END"},
        {"about", "APPROX"},
        {"around", "APPROX"},
        {"roughly", "APPROX"},
        {"approximately", "APPROX"},
        {"some", "APPROX"},
        {"nearly", "LESS_THAN"},
        {"almost", "LESS_THAN"},
        {"less", "LESS_THAN"},
        {"fewer", "LESS_THAN"},
        {"under", "LESS_THAN"},
        {"barely", "LESS_THAN"},
        {"more", "MORE_THAN"},
        {"over", "MORE_THAN"},
        {"longer", "MORE_THAN"},
        {"least", "EQUAL_OR_MORE"},
        {"most", "EQUAL_OR_LESS"},
        {"up", "EQUAL_OR_LESS"},
    };
    for (uint32_t token = of->match->token_start; token < of->match->token_end; token++) {
        bs_str word = bs_worker_text(of->worker, token);
        if (word.size > 4 && bs_str_equal_nocase(bs_str_slice(word, 0, 4), BS_STR("mid-")))
            return BS_STR("MID");
        for (size_t index = 0; index < sizeof WORDS / sizeof *WORDS; index++)
            if (bs_str_is_nocase(word, WORDS[index].word))
                return bs_str_from(WORDS[index].mod);
    }
    return (bs_str){0};
}
