#include "resume_lang.h"

#include "base/num.h"
#include "base/utf8.h"

static const struct resume_lang langs[] = {
    {"en",
     false,
     {"Summary", "Experience", "Volunteering", "Education", "Projects", "Skills", "Languages", "Certificates", "Awards",
      "Publications", "Interests", "References", "present", "Courses", "Grade", "Keywords"},
     {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
     MONTH_NAME},
    {"de",
     false,
     {"Profil", "Berufserfahrung", "Ehrenamt", "Ausbildung", "Projekte", "Kenntnisse", "Sprachen", "Zertifikate",
      "Auszeichnungen", "Veröffentlichungen", "Interessen", "Referenzen", "heute", "Kurse", "Note", "Stichwörter"},
     {"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."},
     MONTH_NAME},
    {"fr",
     false,
     {"Profil", "Expérience professionnelle", "Bénévolat", "Formation", "Projets", "Compétences", "Langues",
      "Certifications", "Distinctions", "Publications", "Centres d’intérêt", "Références", "aujourd’hui", "Cours",
      "Note", "Mots-clés"},
     {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
     MONTH_NAME},
    {"es",
     false,
     {"Perfil", "Experiencia", "Voluntariado", "Formación", "Proyectos", "Competencias", "Idiomas", "Certificados",
      "Premios", "Publicaciones", "Intereses", "Referencias", "actualidad", "Cursos", "Nota", "Palabras clave"},
     {"ene.", "feb.", "mar.", "abr.", "may.", "jun.", "jul.", "ago.", "sept.", "oct.", "nov.", "dic."},
     MONTH_NAME},
    {"it",
     false,
     {"Profilo", "Esperienza", "Volontariato", "Istruzione", "Progetti", "Competenze", "Lingue", "Certificati", "Premi",
      "Pubblicazioni", "Interessi", "Referenze", "oggi", "Corsi", "Voto", "Parole chiave"},
     {"gen.", "feb.", "mar.", "apr.", "mag.", "giu.", "lug.", "ago.", "set.", "ott.", "nov.", "dic."},
     MONTH_NAME},
    {"pt",
     false,
     {"Perfil", "Experiência", "Voluntariado", "Formação", "Projetos", "Competências", "Idiomas", "Certificados",
      "Prêmios", "Publicações", "Interesses", "Referências", "presente", "Cursos", "Nota", "Palavras-chave"},
     {"jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez."},
     MONTH_NAME},
    {"nl",
     false,
     {"Profiel", "Werkervaring", "Vrijwilligerswerk", "Opleiding", "Projecten", "Vaardigheden", "Talen", "Certificaten",
      "Prijzen", "Publicaties", "Interesses", "Referenties", "heden", "Cursussen", "Cijfer", "Trefwoorden"},
     {"jan.", "feb.", "mrt.", "apr.", "mei", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."},
     MONTH_NAME},
    {"ru",
     false,
     {"О себе", "Опыт работы", "Волонтёрство", "Образование", "Проекты", "Навыки", "Языки", "Сертификаты", "Награды",
      "Публикации", "Интересы", "Рекомендации", "настоящее время", "Курсы", "Оценка", "Ключевые слова"},
     {NULL},
     MONTH_DOT},
    {"zh",
     false,
     {"个人简介", "工作经历", "志愿服务", "教育背景", "项目经验", "专业技能", "语言能力", "证书", "获奖情况",
      "发表论文", "兴趣爱好", "推荐人", "至今", "课程", "成绩", "关键词"},
     {NULL},
     MONTH_HAN},
    {"ja",
     false,
     {"自己PR", "職歴", "ボランティア", "学歴", "プロジェクト", "スキル", "語学", "資格", "受賞歴", "論文・著作",
      "趣味", "推薦者", "現在", "履修科目", "成績", "キーワード"},
     {NULL},
     MONTH_HAN},
    {"ko",
     false,
     {"소개", "경력", "자원봉사", "학력", "프로젝트", "기술", "언어", "자격증", "수상", "출판물", "관심 분야", "추천인",
      "현재", "과목", "성적", "키워드"},
     {NULL},
     MONTH_HANGUL},
    {"ar",
     true,
     {"نبذة", "الخبرة العملية", "العمل التطوعي", "التعليم", "المشاريع", "المهارات", "اللغات", "الشهادات", "الجوائز",
      "المنشورات", "الاهتمامات", "المراجع", "حتى الآن", "المقررات", "التقدير", "الكلمات المفتاحية"},
     {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
     MONTH_NAME},
    {"he",
     true,
     {"תקציר", "ניסיון תעסוקתי", "התנדבות", "השכלה", "פרויקטים", "כישורים", "שפות", "תעודות", "פרסים", "פרסומים",
      "תחומי עניין", "ממליצים", "היום", "קורסים", "ציון", "מילות מפתח"},
     {"ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"},
     MONTH_NAME},
    {"hi",
     false,
     {"परिचय", "कार्य अनुभव", "स्वयंसेवा", "शिक्षा", "परियोजनाएँ", "कौशल", "भाषाएँ", "प्रमाणपत्र", "पुरस्कार", "प्रकाशन", "रुचियाँ",
      "संदर्भ", "वर्तमान", "पाठ्यक्रम", "अंक", "मुख्य शब्द"},
     {"जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"},
     MONTH_NAME},
};

const struct resume_lang *
resume_lang_find(struct str code)
{
	for (size_t i = 0; i < ARRAY_LEN(langs); i++)
		if (str_eq_ci(str_sub(code, 0, 2), str_of(langs[i].code)) &&
		    (code.n == 2 || (code.n > 2 && (code.p[2] == '-' || code.p[2] == '_'))))
			return &langs[i];
	return NULL;
}

/* --- which language it is ----------------------------------------------------------------------------------------- */

/* Scripts that say it by themselves. */
static const struct {
	uint32_t from, to;
	const char *code;
} scripts[] = {
    {0x0400, 0x0530, "ru"}, {0x0590, 0x0600, "he"}, {0x0600, 0x0780, "ar"}, {0x0900, 0x0980, "hi"},
    {0x3040, 0x3100, "ja"}, {0x3400, 0xa000, "zh"}, {0xac00, 0xd7b0, "ko"},
};

/* Small words that are frequent in one of the languages and rare in the others. */
static const struct {
	const char *code;
	const char *words;
} small_words[] = {
    {"en", " the and of for with to in "},  {"de", " und der die mit für von im "},
    {"fr", " et de des les du la pour "},   {"es", " y de los las con para el "},
    {"it", " e di il per con della nel "},  {"pt", " e de do da com para em "},
    {"nl", " en van het een voor met de "},
};

#define WORDS_LEAST 4 /* fewer could be a name or an address */

static bool
is_small_word(const char *list, struct str word)
{
	char buf[16];
	size_t n = word.n;

	if (n == 0 || n > sizeof(buf) - 3)
		return false;
	buf[0] = ' ';
	for (size_t i = 0; i < n; i++)
		buf[i + 1] = ascii_lower(word.p[i]);
	buf[n + 1] = ' ';
	return str_has(str_of(list), (struct str){buf, n + 2});
}

const struct resume_lang *
resume_lang_guess(struct str text)
{
	size_t by_script[ARRAY_LEN(scripts)] = {0}, by_word[ARRAY_LEN(small_words)] = {0}, letters = 0, best = 0;
	struct str rest = text, word;

	while (rest.n > 0) {
		uint32_t cp = utf8_next(&rest);

		letters += cp > ' ';
		for (size_t i = 0; i < ARRAY_LEN(scripts); i++)
			by_script[i] += cp >= scripts[i].from && cp < scripts[i].to;
	}
	/* A fifth of kana makes it Japanese, whatever else is there; Han and Hangul letters are words half. */
	for (size_t i = 0; i < ARRAY_LEN(scripts); i++)
		if (by_script[i] * 5 > letters)
			return resume_lang_find(str_of(scripts[i].code));
	for (rest = text; str_split(&rest, ' ', &word);)
		for (size_t i = 0; i < ARRAY_LEN(small_words); i++)
			by_word[i] += is_small_word(small_words[i].words, word);
	for (size_t i = 1; i < ARRAY_LEN(small_words); i++)
		if (by_word[i] >= WORDS_LEAST && by_word[i] > by_word[best])
			best = i;
	return resume_lang_find(str_of(small_words[best].code));
}

/* --- dates -------------------------------------------------------------------------------------------------------- */

static bool
digits(struct str s, size_t from, size_t n, int *ret)
{
	int v = 0;

	if (s.n < from + n)
		return false;
	for (size_t i = from; i < from + n; i++) {
		if (!ascii_is_digit(s.p[i]))
			return false;
		v = v * 10 + (s.p[i] - '0');
	}
	*ret = v;
	return true;
}

struct str
resume_lang_date(struct arena *a, const struct resume_lang *l, struct str date)
{
	int year, month;
	struct str s = str_trim(date);

	if (!digits(s, 0, 4, &year) || s.n < 7 || s.p[4] != '-' || !digits(s, 5, 2, &month) || month < 1 ||
	    month > 12 || (s.n > 7 && s.p[7] != '-' && s.p[7] != 'T'))
		return s;
	switch (l->month) {
	case MONTH_DOT:
		return arena_printf(a, "%02d.%d", month, year);
	case MONTH_HAN:
		return arena_printf(a, "%d年%d月", year, month);
	case MONTH_HANGUL:
		return arena_printf(a, "%d년 %d월", year, month);
	case MONTH_NAME:
		break;
	}
	return arena_printf(a, "%s %d", l->months[month - 1], year);
}
