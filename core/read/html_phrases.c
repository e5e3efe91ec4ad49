/* html_phrases.c - see html_phrases.h. Lists hold whole lines, without the dashes, brackets and
 * colons that frame them; letters of ASCII meet in any case. */
#include "read/html_phrases.h"

#include <string.h>

enum { LINE_BYTES_MAX = 80 };

/* The number of the bit of the first three bytes, in any case; of two, for a whole line. */
static inline unsigned start_of(unsigned first, unsigned second, unsigned third)
{
    unsigned hash = ((first | 0x20) * 37 + (second | 0x20)) * 37 + (third | 0x20);
    return hash % (BS_PHRASE_STARTS * 64);
}

static bool may_be_in(const uint64_t starts[BS_PHRASE_STARTS], bs_str line)
{
    const unsigned char *bytes = (const unsigned char *)line.data;
    if (line.size < 2)
        return false;
    unsigned start = start_of(bytes[0], bytes[1], line.size > 2 ? bytes[2] : 0);
    return starts[start / 64] >> start % 64 & 1;
}

static void fill(uint64_t starts[BS_PHRASE_STARTS], const char *const *phrases)
{
    for (; *phrases; phrases++) {
        const unsigned char *bytes = (const unsigned char *)*phrases;
        unsigned start = start_of(bytes[0], bytes[1], bytes[2]);
        starts[start / 64] |= UINT64_C(1) << start % 64;
    }
}

static bool is_one_of(bs_str line, const char *const *lines)
{
    if (line.size == 0)
        return false;
    unsigned char first = bs_ascii_lower((unsigned char)line.data[0]);
    for (; *lines; lines++)
        if ((unsigned char)**lines == first && bs_str_is_nocase(line, *lines))
            return true;
    return false;
}

static bool is_frame(char c)
{
    switch (c) {
    case '-':
    case ':':
    case '.':
    case '!':
    case '*':
    case '[':
    case ']':
    case '(':
    case ')':
    case '<':
    case '>':
    case '|':
    case '=':
    case '_':
    case '~':
    case ' ':
        return true;
    default:
        return false;
    }
}

static bs_str without_frame(bs_str line)
{
    size_t start = 0, end = line.size;
    while (start < end && is_frame(line.data[start]))
        start++;
    while (end > start && is_frame(line.data[end - 1]))
        end--;
    return bs_str_slice(line, start, end);
}

static const char *const advertisements[] = {
    "ad",
    "ads",
    "ad feedback",
    "advert",
    "advertisement",
    "advertisements",
    "advertising",
    "advertisement - scroll to continue",
    "article continues after ad",
    "article continues after advertisement",
    "article continues below",
    "article continues below advertisement",
    "article continues below this ad",
    "continue reading",
    "continue reading below",
    "continue reading the main story",
    "loading",
    "promoted content",
    "scroll down for video",
    "scroll down to continue",
    "scroll to continue",
    "scroll to continue with content",
    "sponsored",
    "sponsored content",
    "story continues",
    "story continues after ad",
    "story continues after advertisement",
    "story continues below",
    "story continues below advertisement",
    "story continues below this ad",
    "anuncio",
    "anúncio",
    "anzeige",
    "werbung",
    "artikel folgt nach der anzeige",
    "advertentie",
    "artikel gaat verder onder de advertentie",
    "annonce",
    "artiklen fortsætter efter annoncen",
    "annons",
    "artikeln fortsätter efter annonsen",
    "annonse",
    "artikkelen fortsetter under annonsen",
    "mainos",
    "juttu jatkuu mainoksen jälkeen",
    "auglýsing",
    "reklaam",
    "publicité",
    "publicitÉ",
    "la suite après cette publicité",
    "la suite après la publicité",
    "l'article continue après la publicité",
    "publicidad",
    "continua despues de la publicidad",
    "publicidade",
    "continua após a publicidade",
    "continua depois da publicidade",
    "pubblicità",
    "pubblicitÀ",
    "continua a leggere dopo la pubblicità",
    "publicitate",
    "reklam",
    "reklama",
    "dalsza część tekstu pod reklamą",
    "dalsza część artykułu pod materiałem wideo",
    "inzerce",
    "reklamblokk",
    "hirdetés",
    "hirdetÉs",
    "oglas",
    "iklan",
    "quảng cáo",
    "реклама",
    "Реклама",
    "РЕКЛАМА",
    "διαφήμιση",
    "ΔΙΑΦΗΜΙΣΗ",
    "إعلان",
    "اعلان",
    "آگهی",
    "פרסומת",
    "विज्ञापन",
    "โฆษณา",
    "広告",
    "スポンサーリンク",
    "광고",
    "广告",
    "廣告",
    NULL,
};

bool bs_html_is_advertisement(const bs_html_phrases *starts, bs_str line)
{
    if (line.size > LINE_BYTES_MAX)
        return false;
    line = without_frame(line);
    return may_be_in(starts->advertisements, line) && is_one_of(line, advertisements);
}

bool bs_html_is_button(bs_str line)
{
    static const char *const lines[] = {
        "add to favorites",
        "back to top",
        "be the first to comment",
        "close",
        "comments are closed",
        "hide",
        "join the conversation",
        "join the discussion",
        "listen now",
        "load more",
        "more",
        "next",
        "next article",
        "no comments yet",
        "play",
        "prev",
        "previous",
        "previous article",
        "read full article",
        "read full story",
        "show less",
        "show more",
        "skip to content",
        "top",
        "view all",
        "view gallery",
        "watch now",
        "bookmark",
        "comment",
        "copy link",
        "email",
        "e-mail",
        "email this",
        "facebook",
        "flipboard",
        "follow",
        "gift",
        "gift article",
        "like",
        "linkedin",
        "listen",
        "listen to this article",
        "log in",
        "login",
        "pin",
        "pin it",
        "pinterest",
        "print",
        "print this article",
        "reddit",
        "reprints",
        "save",
        "save article",
        "share",
        "share on facebook",
        "share on twitter",
        "share this",
        "share this article",
        "share this story",
        "show comments",
        "sign in",
        "subscribe",
        "telegram",
        "text size",
        "tweet",
        "twitter",
        "view comments",
        "whatsapp",
        "x",
        "artikel anhören",
        "artikel teilen",
        "drucken",
        "merken",
        "teilen",
        "vorlesen",
        "commenter",
        "imprimer",
        "partager",
        "comentar",
        "compartir",
        "guardar",
        "imprimir",
        "compartilhar",
        "ouvir",
        "commenta",
        "condividi",
        "stampa",
        "ascolta",
        "delen",
        "afdrukken",
        "bewaren",
        "dela",
        "del",
        "skriv ut",
        "jaa",
        "tulosta",
        "udostępnij",
        "drukuj",
        "sdílet",
        "megosztás",
        "paylaş",
        "yazdır",
        "bagikan",
        "поделиться",
        "Поделиться",
        "Поділитися",
        "распечатать",
        "مشاركة",
        "طباعة",
        "شارك",
        "シェア",
        "ツイート",
        "保存",
        "印刷",
        "공유",
        "인쇄",
        "프린트",
        "分享",
        "打印",
        "table of contents",
        "contents",
        "in this article",
        "in this story",
        "on this page",
        "jump to",
        "toggle",
        "inhaltsverzeichnis",
        "auf dieser seite",
        "sommaire",
        "au sommaire",
        "índice",
        "indice",
        "tabla de contenidos",
        "inhoudsopgave",
        "spis treści",
        "obsah",
        "içindekiler",
        "daftar isi",
        "содержание",
        "Содержание",
        "目次",
        "목차",
        "目录",
        NULL,
    };
    return line.size <= LINE_BYTES_MAX && is_one_of(without_frame(line), lines);
}

/* --- Prompts -------------------------------------------------------------------------------------
 */

/* Whether `line` begins with one of them as whole words; behind it then stands `*rest`. */
static bool starts_with_one_of(bs_str line, const char *const *phrases, bs_str *rest)
{
    if (line.size < 2)
        return false;
    unsigned char first = bs_ascii_lower((unsigned char)line.data[0]);
    char second = (char)bs_ascii_lower((unsigned char)line.data[1]);
    for (; *phrases; phrases++) {
        if ((unsigned char)**phrases != first || (*phrases)[1] != second)
            continue;
        size_t size = strlen(*phrases);
        if (size > line.size || !bs_str_is_nocase(bs_str_slice(line, 0, size), *phrases))
            continue;
        *rest = bs_str_slice(line, size, line.size);
        unsigned char next = rest->size > 0 ? (unsigned char)rest->data[0] : ' ';
        if (!bs_ascii_is_alpha(next) && !bs_ascii_is_digit(next) && next != '\'')
            return true;
    }
    return false;
}

static bool names_one_of(bs_str line, const char *const *words)
{
    for (size_t at = 0; at < line.size;) {
        bs_str rest;
        if (starts_with_one_of(bs_str_slice(line, at, line.size), words, &rest))
            return true;
        while (at < line.size && line.data[at] != ' ')
            at++;
        while (at < line.size && is_frame(line.data[at]))
            at++;
    }
    return false;
}

/* With a colon behind them. */
static const char *const labels[] = {
    "categories",   "category",    "filed under", "posted in", "tagged",    "tags", "topics",
    "schlagwörter", "schlagworte", "stichwörter", "mots-clés", "etiquetas", "tagi", "teemat",
    "Теги",         "タグ",        "キーワード",  "关键词",    "關鍵字",    NULL,
};

static const char *const pointers[] = {
    "also read",
    "also see",
    "more on this",
    "more on this story",
    "more on this topic",
    "must read",
    "read also",
    "read more",
    "read next",
    "recommended reading",
    "related",
    "related article",
    "related articles",
    "related coverage",
    "related news",
    "related stories",
    "related story",
    "see also",
    "see more",
    "you may also like",
    "you might also like",
    "watch more",
    "auch interessant",
    "das könnte sie auch interessieren",
    "lesen sie auch",
    "lesen sie dazu auch",
    "lesen sie hier",
    "lesen sie mehr",
    "mehr dazu",
    "mehr zum thema",
    "passend dazu",
    "siehe auch",
    "à lire",
    "à lire aussi",
    "À lire aussi",
    "a lire aussi",
    "lire aussi",
    "lire également",
    "voir aussi",
    "leer más",
    "leer también",
    "lea también",
    "lea además",
    "lee también",
    "lee además",
    "le puede interesar",
    "mira también",
    "puede leer",
    "te puede interesar",
    "también te puede interesar",
    "ver más",
    "approfondisci",
    "leggi anche",
    "leggi tutto",
    "potrebbe interessarti",
    "leia mais",
    "leia também",
    "saiba mais",
    "veja também",
    "lees meer",
    "lees ook",
    "lees verder",
    "læs mere",
    "læs også",
    "les mer",
    "les også",
    "läs mer",
    "läs också",
    "läs även",
    "lue lisää",
    "lue myös",
    "loe ka",
    "loe lisaks",
    "lasi arī",
    "skaitykite taip pat",
    "czytaj też",
    "czytaj także",
    "czytaj również",
    "zobacz też",
    "zobacz także",
    "zobacz również",
    "čtěte také",
    "přečtěte si",
    "čítajte aj",
    "prečítajte si",
    "preberite tudi",
    "pročitajte i",
    "pročitajte još",
    "olvassa el",
    "ez is érdekelheti",
    "citeşte şi",
    "citește și",
    "citiți și",
    "ilgili haber",
    "ilgili haberler",
    "baca juga",
    "baca selengkapnya",
    "lihat juga",
    "xem thêm",
    "читайте также",
    "Читайте также",
    "ЧИТАЙТЕ ТАКЖЕ",
    "Читайте також",
    "ЧИТАЙТЕ ТАКОЖ",
    "Прочетете още",
    "Διαβάστε επίσης",
    "ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ",
    "Διαβάστε ακόμα",
    "اقرأ أيضا",
    "اقرأ أيضاً",
    "اقرأ أيضًا",
    "إقرأ أيضا",
    "اقرأ المزيد",
    "यह भी पढ़ें",
    "ये भी पढ़ें",
    "関連記事",
    "相关阅读",
    "延伸閱讀",
    "관련기사",
    "관련 기사",
    NULL,
};

static const char *const requests[] = {
    "be the first",
    "connect with us",
    "do not miss",
    "don't miss",
    "don’t miss",
    "download",
    "enter your email",
    "find us",
    "follow our",
    "follow us",
    "for all the latest",
    "for latest",
    "for more news",
    "for the latest",
    "get all the latest",
    "get breaking news",
    "get daily",
    "get email",
    "get local",
    "get our",
    "get the biggest",
    "get the day's",
    "get the latest",
    "get updates",
    "join our",
    "join us",
    "keep up to date",
    "like our",
    "like us",
    "listen to our",
    "make sure you follow",
    "make sure you subscribe",
    "never miss",
    "our morning email",
    "read all the latest",
    "receive our",
    "receive the latest",
    "register for",
    "sign me up",
    "sign up",
    "stay connected",
    "stay in the know",
    "stay informed",
    "stay on top",
    "stay tuned",
    "stay up to date",
    "stay updated",
    "stay up-to-date",
    "subscribe",
    "this article was originally published in the newsletter",
    "to receive",
    "to sign up",
    "to subscribe",
    "visit our",
    "want more",
    "want to get",
    "you can also follow",
    "you can follow",
    "you can unsubscribe",
    "abonnez-vous",
    "abonnieren sie",
    "bestellen sie",
    "folgen sie",
    "jetzt abonnieren",
    "jetzt anmelden",
    "melden sie sich",
    "inscrivez-vous",
    "pour recevoir",
    "recevez",
    "rejoignez",
    "suivez",
    "téléchargez",
    "apúntate",
    "descarga",
    "haz clic",
    "inscríbete",
    "puedes seguir",
    "recibe en",
    "recibe las",
    "recibe nuestro",
    "recibí en",
    "regístrate",
    "sigue a",
    "siga a",
    "siga o",
    "siga-nos",
    "suscríbase",
    "suscríbete",
    "suscribite",
    "síguenos",
    "únete",
    "acompanhe",
    "assine",
    "baixe",
    "clique aqui",
    "entre no",
    "faça parte",
    "inscreva-se",
    "quer receber",
    "receba",
    "clicca qui",
    "iscriviti",
    "ricevi",
    "scarica",
    "segui il",
    "segui la",
    "seguici",
    "abonneer",
    "ontvang",
    "schrijf je in",
    "meld je aan",
    "volg ons",
    "følg os",
    "følg oss",
    "följ oss",
    "meld deg på",
    "tilmeld",
    "prenumerera",
    "seuraa meitä",
    "dołącz",
    "obserwuj",
    "subskrybuj",
    "zapisz się",
    "sledujte",
    "přihlaste se",
    "bizi takip",
    "abone ol",
    "dapatkan",
    "ikuti kami",
    "Подписывайтесь",
    "Подпишитесь",
    "Підписуйтесь",
    "Подписывайся",
    "تابعوا",
    "تابعونا",
    "اشترك",
    "انضم",
    NULL,
};

static const char *const channels[] = {
    "app",
    "apps",
    "bulletin",
    "bulletins",
    "e-mail",
    "email",
    "emails",
    "facebook",
    "fb",
    "free app",
    "google news",
    "inbox",
    "instagram",
    "linkedin",
    "mailbox",
    "mailing list",
    "messenger",
    "newsletter",
    "newsletters",
    "notifications",
    "pinterest",
    "podcast",
    "push notifications",
    "social media",
    "telegram",
    "threads",
    "tiktok",
    "twitter",
    "viber",
    "whatsapp",
    "youtube",
    "boletim",
    "boletín",
    "correo",
    "infolettre",
    "newsletterowi",
    "newslettera",
    "nyhedsbrev",
    "nyhetsbrev",
    "nyhetsbrevet",
    "nieuwsbrief",
    "nieuwsbrieven",
    "uutiskirje",
    "bülten",
    "bültenimize",
    "Телеграм",
    "Telegram",
    "ВКонтакте",
    "واتساب",
    "تليجرام",
    "تلغرام",
    "فيسبوك",
    "النشرة",
    NULL,
};

enum { PROMPT_BYTES_MAX = 400, POINTER_BYTES_MAX = 250 };

bool bs_html_is_prompt(const bs_html_phrases *starts, bs_str line, bool has_link)
{
    if (line.size > PROMPT_BYTES_MAX)
        return false;
    line = without_frame(line);
    bs_str rest;
    bool is_pointed = line.size <= POINTER_BYTES_MAX && may_be_in(starts->pointers, line);
    if (is_pointed && starts_with_one_of(line, labels, &rest))
        return rest.size > 0 && (rest.data[0] == ':' || bs_str_starts(rest, BS_STR("：")));
    if (is_pointed && starts_with_one_of(line, pointers, &rest)) {
        bool is_phrase = memchr(line.data, ' ', line.size - rest.size);
        rest = bs_str_trim(rest);
        return (has_link && is_phrase) || rest.size == 0 || rest.data[0] == ':' ||
               rest.data[0] == '|' || bs_str_starts(rest, BS_STR("»")) ||
               bs_str_starts(rest, BS_STR("："));
    }
    return may_be_in(starts->requests, line) && starts_with_one_of(line, requests, &rest) &&
           names_one_of(rest, channels);
}

void bs_html_phrases_init(bs_html_phrases *starts)
{
    fill(starts->advertisements, advertisements);
    fill(starts->pointers, labels);
    fill(starts->pointers, pointers);
    fill(starts->requests, requests);
}

bool bs_html_is_imprint(bs_str line)
{
    static const char *const starts[] = {
        "©",
        "ⓒ",
        "copyright ©",
        "copyright ⓒ",
        "copyright (c)",
        "copyright 1",
        "copyright 2",
        "(c) ",
        "all rights reserved",
        "저작권자",
        "무단전재",
        "무단 전재",
        "责任编辑",
        "責任編輯",
        "编辑：",
        "編輯：",
        "来源：",
        "來源：",
        "原标题：",
        "原題：",
        "记者：",
        "記者：",
        "作者：",
        "文／",
        "（责任编辑",
        "(责任编辑",
        "责编",
        "版权所有",
        "版權所有",
    };
    enum { IMPRINT_BYTES_MAX = 300 };
    if (line.size > IMPRINT_BYTES_MAX)
        return false;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t size = strlen(starts[i]);
        if (line.size >= size && bs_str_is_nocase(bs_str_slice(line, 0, size), starts[i]))
            return true;
    }
    return false;
}

/* --- Time that reading takes ---------------------------------------------------------------------
 */

size_t bs_html_count_phrases(bs_str text, const char *const *phrases)
{
    uint64_t firsts[4] = {0}; /* a bit for each byte that one begins with */
    for (const char *const *phrase = phrases; *phrase; phrase++)
        firsts[(unsigned char)**phrase / 64] |= UINT64_C(1) << (unsigned char)**phrase % 64;
    size_t count = 0;
    for (size_t i = 0; i + 1 < text.size; i++) {
        unsigned char c = bs_ascii_lower((unsigned char)text.data[i]);
        if (!(firsts[c / 64] >> c % 64 & 1))
            continue;
        char next = (char)bs_ascii_lower((unsigned char)text.data[i + 1]);
        for (const char *const *phrase = phrases; *phrase; phrase++) {
            bool may_be = (unsigned char)(*phrase)[0] == c && (*phrase)[1] == next;
            size_t size = may_be ? strlen(*phrase) : SIZE_MAX;
            count +=
                size <= text.size - i && bs_str_is_nocase(bs_str_slice(text, i, i + size), *phrase);
        }
    }
    return count;
}

bool bs_html_is_reading_time(bs_str line)
{
    static const char *const words[] = {
        "min read",          "mins read",         "minute read",
        "minutes read",      "minutes to read",   "reading time",
        "time to read",      "lesezeit",          "min. lesezeit",
        "leestijd",          "läsning",           "lukuaika",
        "temps de lecture",  "min de lecture",    "minutes de lecture",
        "tiempo de lectura", "min de lectura",    "minutos de lectura",
        "tempo de leitura",  "min de leitura",    "minutos de leitura",
        "tempo di lettura",  "minuti di lettura", "min di lettura",
        "dakikalık okuma",   "okuma süresi",      "czytania",
        "время чтения",      "Время чтения",      "دقيقة قراءة",
        "دقائق قراءة",       "menit baca",        NULL,
    };
    bool has_figure = false;
    for (size_t i = 0; i < line.size && !has_figure; i++)
        has_figure = bs_ascii_is_digit((unsigned char)line.data[i]);
    return has_figure && line.size <= LINE_BYTES_MAX && bs_html_count_phrases(line, words) > 0;
}
