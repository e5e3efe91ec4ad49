/*
 * word_lists.c - see word_lists.h. Each list is in order of bytes, for binary search; most of the
 * abbreviations are those of the style books of news agencies.
 */
#include "text/word_lists.h"

#include "base/str.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define TITLE BS_ABBREVIATION_TITLE
#define NUMBER BS_ABBREVIATION_NUMBER
#define DAY BS_ABBREVIATION_DAY
#define ANY BS_ABBREVIATION_ANY
#define LAST BS_ABBREVIATION_LAST

enum {
    LISTED_BYTES_MAX = 16,       /* no list has a longer word */
    ABBREVIATION_BYTES_MAX = 10, /* nor that of abbreviations */
};

typedef struct abbreviation {
    const char *word;
    bs_abbreviation meaning;
} abbreviation;

static const abbreviation abbreviations[] = {
    {"A.M", LAST},        {"Abs", NUMBER},  {"Adm", TITLE},    {"Ala", ANY},
    {"Alta", ANY},        {"Amb", TITLE},   {"Amb.Dr", TITLE}, {"Ann", NUMBER},
    {"App", NUMBER},      {"Apr", ANY},     {"Ariz", ANY},     {"Ark", ANY},
    {"Art", NUMBER},      {"Arts", NUMBER}, {"Assn", ANY},     {"Assns", ANY},
    {"Assoc", TITLE},     {"Asst", TITLE},  {"Atty", TITLE},   {"Aug", ANY},
    {"Ave", ANY},         {"B.A", ANY},     {"B.C", ANY},      {"B.Sc", ANY},
    {"Bldg", ANY},        {"Blvd", ANY},    {"Bn", TITLE},     {"Brig", TITLE},
    {"Brig.Gen", TITLE},  {"Bros", ANY},    {"Bt", TITLE},     {"Bzw", TITLE},
    {"Ca", NUMBER},       {"Calif", ANY},   {"Capt", TITLE},   {"Cdr", TITLE},
    {"Cf", TITLE},        {"Ch", NUMBER},   {"Cie", ANY},      {"Cmdr", TITLE},
    {"Co", ANY},          {"Col", TITLE},   {"Colo", ANY},     {"Comdr", TITLE},
    {"Conn", ANY},        {"Corp", ANY},    {"Cos", ANY},      {"Cpl", TITLE},
    {"Cpt", TITLE},       {"D.C", ANY},     {"D.P.R.K", ANY},  {"D.Phil", ANY},
    {"Dec", ANY},         {"Del", ANY},     {"Dep", TITLE},    {"Dept", ANY},
    {"Depts", ANY},       {"Det", TITLE},   {"Dipl", TITLE},   {"Dist", TITLE},
    {"Doc", NUMBER},      {"Dr", TITLE},    {"Dra", TITLE},    {"Drs", TITLE},
    {"E.U", ANY},         {"E.g", TITLE},   {"EE.UU", ANY},    {"Ed", ANY},
    {"Eds", ANY},         {"Ens", TITLE},   {"Eq", NUMBER},    {"Esq", ANY},
    {"Est", ANY},         {"Etc", LAST},    {"Ex", NUMBER},    {"Ext", NUMBER},
    {"Feb", ANY},         {"Fig", NUMBER},  {"Figs", NUMBER},  {"Fla", ANY},
    {"Fr", TITLE},        {"Frau", TITLE},  {"Fri", DAY},      {"Fru", TITLE},
    {"Ft", ANY},          {"Ga", ANY},      {"Gen", TITLE},    {"Gov", TITLE},
    {"Gov't", ANY},       {"Govs", TITLE},  {"Govt", ANY},     {"Gp", TITLE},
    {"Hon", TITLE},       {"Hr", TITLE},    {"Hwy", ANY},      {"I.e", TITLE},
    {"Ill", ANY},         {"Inc", ANY},     {"Incl", TITLE},   {"Ind", ANY},
    {"Ing", TITLE},       {"Insp", TITLE},  {"Inst", ANY},     {"Int'l", ANY},
    {"Intl", ANY},        {"J.D", ANY},     {"Jan", ANY},      {"Jr", ANY},
    {"Jul", ANY},         {"Jun", ANY},     {"Kan", ANY},      {"Ky", ANY},
    {"LL.B", ANY},        {"LL.D", ANY},    {"LL.M", ANY},     {"LLC", ANY},
    {"La", ANY},          {"Lt", TITLE},    {"Lt.Col", TITLE}, {"Lt.Gen", TITLE},
    {"Ltd", ANY},         {"M.A", ANY},     {"M.B.A", ANY},    {"M.D", ANY},
    {"M.Phil", ANY},      {"M.Sc", ANY},    {"Mag", TITLE},    {"Maj", TITLE},
    {"Maj.Gen", TITLE},   {"Mar", DAY},     {"Mass", ANY},     {"Md", ANY},
    {"Messrs", TITLE},    {"Mfg", ANY},     {"Mgr", TITLE},    {"Mich", ANY},
    {"Min", TITLE},       {"Minn", ANY},    {"Mio", ANY},      {"Miss", ANY},
    {"Mlle", TITLE},      {"Mme", TITLE},   {"Mo", ANY},       {"Mon", DAY},
    {"Mont", ANY},        {"Mr", TITLE},    {"Mrd", ANY},      {"Mrs", TITLE},
    {"Ms", TITLE},        {"Msgr", TITLE},  {"Mt", TITLE},     {"Mx", TITLE},
    {"N.C", ANY},         {"N.D", ANY},     {"N.H", ANY},      {"N.J", ANY},
    {"N.M", ANY},         {"N.Y", ANY},     {"Nat'l", ANY},    {"Natl", ANY},
    {"Neb", ANY},         {"Nev", ANY},     {"No", NUMBER},    {"Nos", NUMBER},
    {"Nov", ANY},         {"Nr", NUMBER},   {"Núm", NUMBER},   {"Oct", ANY},
    {"Okla", ANY},        {"Ont", ANY},     {"Op", NUMBER},    {"Ore", ANY},
    {"P.M", LAST},        {"P.O", ANY},     {"P.R.C", ANY},    {"P.S", ANY},
    {"Pa", ANY},          {"Par", NUMBER},  {"Para", NUMBER},  {"Paras", NUMBER},
    {"Pfc", TITLE},       {"Ph", TITLE},    {"Ph.D", ANY},     {"Plc", ANY},
    {"Plt", TITLE},       {"Pos", NUMBER},  {"Pp", NUMBER},    {"Pres", TITLE},
    {"Prof", TITLE},      {"Ps", NUMBER},   {"Pt", TITLE},     {"Pte", ANY},
    {"Pty", ANY},         {"Pvt", TITLE},   {"Pvt.Ltd", ANY},  {"Que", ANY},
    {"R.I", ANY},         {"R.O.K", ANY},   {"Rd", ANY},       {"Rec", NUMBER},
    {"Ref", NUMBER},      {"Reg", NUMBER},  {"Rep", TITLE},    {"Reps", TITLE},
    {"Res", NUMBER},      {"Rev", TITLE},   {"Revd", TITLE},   {"S.C", ANY},
    {"S.D", ANY},         {"Sask", ANY},    {"Sat", DAY},      {"Sec", TITLE},
    {"Sect", NUMBER},     {"Secy", TITLE},  {"Sen", TITLE},    {"Sens", TITLE},
    {"Sep", ANY},         {"Sept", ANY},    {"Sgt", TITLE},    {"Sq", ANY},
    {"Sr", ANY},          {"Sra", TITLE},   {"Srta", TITLE},   {"St", ANY},
    {"Ste", TITLE},       {"Sun", DAY},     {"Supt", TITLE},   {"Tel", NUMBER},
    {"Tenn", ANY},        {"Tex", ANY},     {"Thu", DAY},      {"Thur", DAY},
    {"Thurs", DAY},       {"Trans", ANY},   {"Tsd", ANY},      {"Tue", DAY},
    {"Tues", DAY},        {"U.A.E", ANY},   {"U.K", ANY},      {"U.N", ANY},
    {"U.S", ANY},         {"U.S.A", ANY},   {"U.S.S.R", ANY},  {"Univ", ANY},
    {"Univ.Prof", TITLE}, {"Va", ANY},      {"Vol", NUMBER},   {"Vols", NUMBER},
    {"Vs", TITLE},        {"Vt", ANY},      {"W.Va", ANY},     {"Wash", ANY},
    {"Wed", DAY},         {"Wg", TITLE},    {"Wis", ANY},      {"Wyo", ANY},
    {"a.k.a", TITLE},     {"a.m", LAST},    {"al", LAST},      {"approx", TITLE},
    {"art", NUMBER},      {"arts", NUMBER}, {"assn", ANY},     {"avg", ANY},
    {"bzw", TITLE},       {"c/o", TITLE},   {"ca", NUMBER},    {"capt", TITLE},
    {"cf", TITLE},        {"ch", NUMBER},   {"col", TITLE},    {"d.h", TITLE},
    {"dept", ANY},        {"dr", TITLE},    {"e.g", TITLE},    {"ed", ANY},
    {"eds", ANY},         {"eg", TITLE},    {"eq", NUMBER},    {"est", ANY},
    {"etc", LAST},        {"ext", NUMBER},  {"fig", NUMBER},   {"figs", NUMBER},
    {"ft", ANY},          {"gen", TITLE},   {"gov", TITLE},    {"govt", ANY},
    {"hr", ANY},          {"hrs", ANY},     {"i.e", TITLE},    {"ie", TITLE},
    {"incl", TITLE},      {"lb", ANY},      {"lbs", ANY},      {"lt", TITLE},
    {"m.p.h", LAST},      {"max", ANY},     {"min", ANY},      {"mins", ANY},
    {"mph", ANY},         {"mr", TITLE},    {"mrs", TITLE},    {"ms", TITLE},
    {"no", NUMBER},       {"nos", NUMBER},  {"nr", NUMBER},    {"núm", NUMBER},
    {"oz", ANY},          {"p.m", LAST},    {"par", NUMBER},   {"para", NUMBER},
    {"paras", NUMBER},    {"pp", NUMBER},   {"prof", TITLE},   {"rep", TITLE},
    {"repr", ANY},        {"rev", ANY},     {"secs", ANY},     {"sect", NUMBER},
    {"sen", TITLE},       {"sq", ANY},      {"tel", NUMBER},   {"trans", ANY},
    {"u.a", TITLE},       {"usw", LAST},    {"viz", TITLE},    {"vol", NUMBER},
    {"vols", NUMBER},     {"vs", TITLE},    {"z.B", TITLE},    {"г", ANY},
    {"гг", ANY},          {"гл", TITLE},    {"долл", ANY},     {"др", ANY},
    {"им", TITLE},        {"млн", ANY},     {"млрд", ANY},     {"п", NUMBER},
    {"рис", NUMBER},      {"руб", ANY},     {"см", TITLE},     {"ст", NUMBER},
    {"стр", NUMBER},      {"т.д", ANY},     {"т.е", ANY},      {"т.п", ANY},
    {"тыс", ANY},         {"ул", TITLE},    {"№", NUMBER}};

static const char *const openers[] = {"A",
                                      "About",
                                      "Above",
                                      "According",
                                      "Accordingly",
                                      "Across",
                                      "Additionally",
                                      "After",
                                      "Against",
                                      "All",
                                      "Along",
                                      "Also",
                                      "Although",
                                      "Amid",
                                      "Among",
                                      "An",
                                      "And",
                                      "Another",
                                      "Any",
                                      "Apart",
                                      "Are",
                                      "As",
                                      "Asked",
                                      "At",
                                      "Based",
                                      "Because",
                                      "Before",
                                      "Behind",
                                      "Below",
                                      "Besides",
                                      "Between",
                                      "Beyond",
                                      "Both",
                                      "But",
                                      "By",
                                      "Can",
                                      "Consequently",
                                      "Could",
                                      "Currently",
                                      "Despite",
                                      "Did",
                                      "Do",
                                      "Does",
                                      "During",
                                      "Each",
                                      "Earlier",
                                      "Either",
                                      "Even",
                                      "Eventually",
                                      "Ever",
                                      "Every",
                                      "Everyone",
                                      "Everything",
                                      "Few",
                                      "Finally",
                                      "First",
                                      "Following",
                                      "For",
                                      "From",
                                      "Furthermore",
                                      "Given",
                                      "Had",
                                      "Has",
                                      "Have",
                                      "He",
                                      "Hence",
                                      "Her",
                                      "Here",
                                      "His",
                                      "How",
                                      "However",
                                      "I",
                                      "If",
                                      "In",
                                      "Including",
                                      "Indeed",
                                      "Instead",
                                      "Into",
                                      "Is",
                                      "It",
                                      "Its",
                                      "Just",
                                      "Last",
                                      "Later",
                                      "Let",
                                      "Like",
                                      "Likewise",
                                      "Many",
                                      "May",
                                      "Maybe",
                                      "Meanwhile",
                                      "Might",
                                      "More",
                                      "Moreover",
                                      "Most",
                                      "Much",
                                      "Must",
                                      "My",
                                      "Neither",
                                      "Never",
                                      "Nevertheless",
                                      "Next",
                                      "No",
                                      "Nobody",
                                      "None",
                                      "Nonetheless",
                                      "Nor",
                                      "Not",
                                      "Nothing",
                                      "Now",
                                      "Nowhere",
                                      "Of",
                                      "On",
                                      "Once",
                                      "Only",
                                      "Or",
                                      "Other",
                                      "Others",
                                      "Otherwise",
                                      "Our",
                                      "Over",
                                      "Overall",
                                      "Perhaps",
                                      "Please",
                                      "Previously",
                                      "Rather",
                                      "Recently",
                                      "Second",
                                      "Several",
                                      "She",
                                      "Should",
                                      "Similarly",
                                      "Since",
                                      "So",
                                      "Some",
                                      "Someone",
                                      "Something",
                                      "Speaking",
                                      "Still",
                                      "Such",
                                      "Thank",
                                      "Thanks",
                                      "That",
                                      "The",
                                      "Their",
                                      "Then",
                                      "There",
                                      "Therefore",
                                      "These",
                                      "They",
                                      "Third",
                                      "This",
                                      "Those",
                                      "Though",
                                      "Through",
                                      "Throughout",
                                      "Thus",
                                      "Till",
                                      "To",
                                      "Today",
                                      "Tomorrow",
                                      "Tonight",
                                      "Under",
                                      "Unless",
                                      "Unlike",
                                      "Until",
                                      "Upon",
                                      "Was",
                                      "We",
                                      "Were",
                                      "What",
                                      "When",
                                      "Where",
                                      "Whether",
                                      "Which",
                                      "While",
                                      "Who",
                                      "Whose",
                                      "Why",
                                      "Will",
                                      "With",
                                      "Within",
                                      "Without",
                                      "Would",
                                      "Yes",
                                      "Yesterday",
                                      "Yet",
                                      "You",
                                      "Your"};

static const char *const cue_verbs[] = {
    "acknowledged", "acknowledges", "added",     "adds",       "admits",     "admitted",
    "affirmed",     "agreed",       "agrees",    "announced",  "announces",  "answered",
    "answers",      "argued",       "argues",    "asked",      "asks",       "boasted",
    "cautioned",    "cautions",     "charged",   "claimed",    "claims",     "commented",
    "comments",     "complained",   "complains", "concluded",  "concludes",  "confirmed",
    "confirms",     "contended",    "contends",  "continued",  "continues",  "countered",
    "counters",     "declared",     "declares",  "denied",     "denies",     "emphasised",
    "emphasized",   "emphasizes",   "exclaimed", "explained",  "explains",   "expressed",
    "insisted",     "insists",      "joked",     "jokes",      "lamented",   "laments",
    "maintained",   "maintains",    "mused",     "muses",      "noted",      "notes",
    "observed",     "observes",     "pledged",   "pledges",    "predicted",  "predicts",
    "promised",     "promises",     "quipped",   "quips",      "read",       "reads",
    "recalled",     "recalls",      "recounted", "reiterated", "reiterates", "remarked",
    "remarks",      "replied",      "replies",   "reported",   "reports",    "responded",
    "responds",     "retorted",     "retorts",   "said",       "saying",     "says",
    "shouted",      "shouts",       "stated",    "states",     "stressed",   "stresses",
    "suggested",    "suggests",     "tells",     "testified",  "testifies",  "thundered",
    "told",         "tweeted",      "tweets",    "urged",      "urges",      "vowed",
    "vows",         "warned",       "warns",     "whispered",  "wondered",   "wonders",
    "writes",       "wrote",        "yelled"};

static const char *const hyphen_keepers[] = {
    "eight", "ex",   "far",   "five",  "four", "half", "high",  "long", "low",  "nine",
    "non",   "self", "seven", "short", "six",  "ten",  "three", "two",  "vice", "well"};

static const char *const top_domains[] = {
    "ae",  "africa", "ai",  "al",     "am",  "app", "ar", "asia", "at",  "au",   "az",  "ba",
    "bd",  "be",     "bg",  "biz",    "br",  "by",  "ca", "ch",   "cl",  "cn",   "co",  "com",
    "cz",  "de",     "dev", "dk",     "edu", "ee",  "eg", "es",   "eu",  "fi",   "fr",  "ge",
    "gov", "gr",     "hk",  "hr",     "hu",  "id",  "ie", "il",   "in",  "info", "int", "io",
    "iq",  "ir",     "is",  "it",     "jp",  "ke",  "kp", "kr",   "kz",  "lk",   "lt",  "lu",
    "lv",  "me",     "mil", "mk",     "mn",  "mx",  "my", "nato", "net", "news", "ng",  "nl",
    "no",  "np",     "nz",  "online", "org", "pe",  "ph", "pk",   "pl",  "pt",   "ro",  "rs",
    "ru",  "sa",     "se",  "sg",     "si",  "sk",  "th", "tr",   "tv",  "tw",   "ua",  "uk",
    "us",  "uz",     "ve",  "vn",     "za"};

static const char *const calendar_names[] = {
    "Apr",     "April",    "Aug",      "August",  "Dec",    "December",  "Feb",      "February",
    "Fri",     "Friday",   "Jan",      "January", "Jul",    "July",      "Jun",      "June",
    "Mar",     "March",    "May",      "Mon",     "Monday", "Nov",       "November", "Oct",
    "October", "Sat",      "Saturday", "Sep",     "Sept",   "September", "Sun",      "Sunday",
    "Thu",     "Thursday", "Tue",      "Tuesday", "Wed",    "Wednesday"};

static const char *const time_units[] = {"century", "day",    "decade", "fortnight",
                                         "hour",    "minute", "month",  "quarter",
                                         "second",  "week",   "year"};

static const char *const number_words[] = {
    "eight",  "eighteen",  "eighty",  "eleven",  "fifteen", "fifty",    "five",   "forty",
    "four",   "fourteen",  "half",    "hundred", "nine",    "nineteen", "ninety", "one",
    "seven",  "seventeen", "seventy", "six",     "sixteen", "sixty",    "ten",    "thirteen",
    "thirty", "three",     "twelve",  "twenty",  "two"};

static const char *const name_tails[] = {
    "administered", "affiliated", "aligned",      "allied",        "appointed", "backed",
    "brokered",     "chaired",    "commanded",    "controlled",    "dominated", "drafted",
    "flagged",      "funded",     "governed",     "headquartered", "held",      "hosted",
    "imposed",      "installed",  "led",          "mandated",      "manned",    "mediated",
    "occupied",     "operated",   "orchestrated", "organized",     "owned",     "ruled",
    "run",          "sanctioned", "sponsored",    "supplied",      "supported", "trained"};

static const char *const capital_tails[] = {
    "area",       "based",    "born",     "bound",        "branded",   "built",
    "compliant",  "designed", "educated", "endorsed",     "era",       "facing",
    "focused",    "headed",   "heavy",    "incorporated", "inspired",  "leaning",
    "linked",     "listed",   "made",     "majority",     "nominated", "produced",
    "registered", "related",  "style",    "themed",       "wide"};

static const char *const name_heads[] = {"anti", "ex", "non", "post", "pre", "pro"};

/* Of one word, and no given name: no Chad, no Jordan. */
static const char *const joined_countries[] = {
    "Afghanistan", "Albania",    "Algeria",    "Argentina",   "Armenia",     "Australia",
    "Austria",     "Azerbaijan", "Bahrain",    "Bangladesh",  "Belarus",     "Belgium",
    "Bolivia",     "Brazil",     "Britain",    "Bulgaria",    "Burundi",     "Cambodia",
    "Cameroon",    "Canada",     "Chile",      "China",       "Colombia",    "Congo",
    "Croatia",     "Cuba",       "Cyprus",     "Denmark",     "Ecuador",     "Egypt",
    "Eritrea",     "Estonia",    "Ethiopia",   "Europe",      "Finland",     "France",
    "Gaza",        "Germany",    "Ghana",      "Greece",      "Haiti",       "Hungary",
    "Iceland",     "India",      "Indonesia",  "Iran",        "Iraq",        "Ireland",
    "Israel",      "Italy",      "Japan",      "Kazakhstan",  "Kenya",       "Kosovo",
    "Kuwait",      "Kyrgyzstan", "Latvia",     "Lebanon",     "Libya",       "Lithuania",
    "Malaysia",    "Mali",       "Mexico",     "Moldova",     "Mongolia",    "Morocco",
    "Mozambique",  "Myanmar",    "Nepal",      "Netherlands", "Niger",       "Nigeria",
    "Norway",      "Oman",       "Pakistan",   "Palestine",   "Panama",      "Peru",
    "Philippines", "Poland",     "Portugal",   "Qatar",       "Romania",     "Russia",
    "Rwanda",      "Senegal",    "Serbia",     "Singapore",   "Slovakia",    "Slovenia",
    "Somalia",     "Spain",      "Sudan",      "Sweden",      "Switzerland", "Syria",
    "Taiwan",      "Tajikistan", "Tanzania",   "Thailand",    "Tunisia",     "Turkey",
    "Uganda",      "Ukraine",    "Uzbekistan", "Venezuela",   "Vietnam",     "Yemen",
    "Zambia",      "Zimbabwe"};

/* Order of bytes; mostly the first of them tells. */
static int compare_listed(bs_str word, const char *listed)
{
    size_t i = 0;
    while (i < word.size && word.data[i] == listed[i] && listed[i])
        i++;
    int of_word = i < word.size ? (unsigned char)word.data[i] : -1;
    int of_listed = listed[i] ? (unsigned char)listed[i] : -1;
    return of_word - of_listed;
}

/* Place of `word` in `count` records of `width` bytes that begin with a pointer to their word, or
 * NULL. */
static const void *find_word(bs_str word, const void *list, size_t count, size_t width)
{
    size_t low = 0, high = word.size <= LISTED_BYTES_MAX ? count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *record = (const char *)list + middle * width;
        int order = compare_listed(word, *(const char *const *)(const void *)record);
        if (order == 0)
            return record;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static bool is_listed(bs_str word, const char *const *list, size_t count)
{
    return find_word(word, list, count, sizeof *list) != NULL;
}

/* Capitals become "Gen" from "GEN". False when there is no second letter to tell. */
static bool soften_capitals(bs_str word, char soft[LISTED_BYTES_MAX])
{
    if (word.size < 2 || word.size > LISTED_BYTES_MAX)
        return false;
    for (size_t i = 0; i < word.size; i++) {
        unsigned char c = (unsigned char)word.data[i];
        if ((unsigned char)(c - 'A') >= 26)
            return false;
        soft[i] = (char)(i ? bs_ascii_lower(c) : c);
    }
    return true;
}

bs_abbreviation bs_abbreviation_find(bs_str word)
{
    if (word.size > ABBREVIATION_BYTES_MAX)
        return BS_NO_ABBREVIATION;
    const abbreviation *found =
        find_word(word, abbreviations, COUNT(abbreviations), sizeof *abbreviations);
    if (found)
        return found->meaning;
    char soft[LISTED_BYTES_MAX];
    if (!soften_capitals(word, soft))
        return BS_NO_ABBREVIATION;
    found = find_word((bs_str){soft, word.size}, abbreviations, COUNT(abbreviations),
                      sizeof *abbreviations);
    return found && found->meaning == TITLE ? TITLE : BS_NO_ABBREVIATION;
}

bool bs_is_sentence_opener(bs_str word)
{
    return is_listed(word, openers, COUNT(openers));
}

bool bs_is_cue_verb(bs_str word)
{
    return is_listed(word, cue_verbs, COUNT(cue_verbs));
}

bool bs_keeps_hyphen(bs_str word)
{
    return is_listed(word, hyphen_keepers, COUNT(hyphen_keepers));
}

bool bs_is_calendar_name(bs_str word)
{
    return is_listed(word, calendar_names, COUNT(calendar_names));
}

bool bs_is_time_unit(bs_str word)
{
    return is_listed(word, time_units, COUNT(time_units));
}

bool bs_is_number_word(bs_str word)
{
    char low[LISTED_BYTES_MAX];
    if (word.size > sizeof low)
        return false;
    for (size_t i = 0; i < word.size; i++)
        low[i] = (char)bs_ascii_lower((unsigned char)word.data[i]);
    return is_listed((bs_str){low, word.size}, number_words, COUNT(number_words));
}

bool bs_is_name_tail(bs_str word)
{
    return is_listed(word, name_tails, COUNT(name_tails));
}

bool bs_is_capital_tail(bs_str word)
{
    return is_listed(word, capital_tails, COUNT(capital_tails));
}

bool bs_is_name_head(bs_str word)
{
    return is_listed(word, name_heads, COUNT(name_heads));
}

bool bs_is_joined_country(bs_str word)
{
    return is_listed(word, joined_countries, COUNT(joined_countries));
}

bool bs_is_top_domain(bs_str word)
{
    return is_listed(word, top_domains, COUNT(top_domains));
}
