"""Whether a résumé's PDF gives every field back: what the document holds, read from the JSON by rules of its own, is
looked for in what pdftotext makes of the PDF. Prints a line for each field that is missing, then "FOUND ALL"."""
import json, re, subprocess, sys, unicodedata

MONTHS = {
    'en': 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(),
    'fr': 'janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.'.split(),
    'de': 'Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.'.split(),
    'es': 'ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic.'.split(),
    'ar': 'يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر'.split(),
    'he': 'ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר'.split(),
    'hi': 'जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर'.split(),
}
DATES = {'startDate', 'endDate', 'date', 'releaseDate', 'start', 'end', 'start_date', 'end_date', 'year'}
HIDDEN = {'id', 'image', 'picture', 'photo', 'photography', 'banner', 'iconClass', 'icon', 'thumbnail', 'meta', 'version', 'theme', 'uuid',
          'countryCode', 'logo', 'avatar', 'rendercv'}
INVISIBLE = re.compile('[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f\ue000-\uf8ff]')
MARKS = re.compile(r'^\s*[-*•–·] ')


def is_rtl(s):
    return any(unicodedata.bidirectional(c) in ('R', 'AL') for c in s)


def is_wide(s):
    return any(unicodedata.east_asian_width(c) in 'WF' for c in s)


def plain(s):
    return ' '.join(INVISIBLE.sub('', unicodedata.normalize('NFC', s)).split())


def date(s, lang):
    m = re.match(r'^(\d{4})-(\d\d)([-T].*)?$', s.strip())
    if not m or not 1 <= int(m[2]) <= 12:
        return s
    if lang in ('zh', 'ja'):
        return f'{m[1]}年{int(m[2])}月'
    if lang == 'ru':
        return f'{m[2]}.{m[1]}'
    if lang == 'ko':
        return f'{m[1]}년 {int(m[2])}월'
    return MONTHS.get(lang, MONTHS['en'])[int(m[2]) - 1] + ' ' + m[1]


def address(s):
    return re.sub(r'^(https?://|mailto:|tel:)', '', s).rstrip('/') if re.match(r'^\S+$', s) else s


def fields(o, lang, path='', outer=None):
    """Every text the page should show: (where, text)."""
    if isinstance(o, dict):
        for k, v in o.items():
            if k in HIDDEN or k[:1] in '$_' or k.startswith('x-') or (path == '' and k == 'language'):
                continue
            if k == 'username' and o.get('url'):
                continue
            if k == 'network' and (o.get('url') or not o.get('username')):
                continue
            if k == 'name' and path.endswith('profiles'):
                continue
            if k in DATES and isinstance(v, str):
                yield path + '.' + k, date(v, lang)
            else:
                yield from fields(v, lang, path + '.' + k, o)
    elif isinstance(o, list):
        for i, v in enumerate(o):
            yield from fields(v, lang, path if isinstance(v, dict) else path, o)
    elif isinstance(o, str):
        for line in o.splitlines():
            line = MARKS.sub('', line)
            if plain(line):
                yield path, address(line)
    elif isinstance(o, (int, float)) and not isinstance(o, bool):
        yield path, str(o)


def words(pdf):
    text = subprocess.run(['pdftotext', '-enc', 'UTF-8', pdf, '-'], capture_output=True, check=True).stdout.decode()
    pages = []
    for page in text.split('\f'):
        lines = page.rstrip().split('\n')
        if lines and re.search(r'(^|·|‫)\s*\d+ / \d+', INVISIBLE.sub('', lines[-1])):  # the foot: name and number
            lines.pop()
        pages.append('\n'.join(lines))
    return plain(re.sub('[\u202a-\u202e]', ' ', '\n'.join(pages)))


def found(text, value, bag):
    value = plain(value)
    if value in text:
        return True
    if is_wide(value):
        return value.replace(' ', '') in text.replace(' ', '')
    if is_rtl(value):
        return all(w in bag for w in re.findall(r'\w+', value))
    return False


def in_order(data, text):
    """Whether the jobs' titles come one after the other, and each before its own first bullet."""
    at = 0
    for job in data.get('work') or []:
        for s in [job.get('position') or job.get('name')] + (job.get('highlights') or [])[:1]:
            if isinstance(s, str) and not is_rtl(s) and not is_wide(s) and plain(s) in text:
                i = text.find(plain(s), at)
                if i < 0:
                    return False
                at = i
    return True


def main():
    doc, pdf, lang = sys.argv[1:4]
    data = json.load(open(doc, encoding='utf-8'))
    text = words(pdf)
    bag = set(re.findall(r'\w+', text))
    n = good = 0
    for where, value in fields(data, lang):
        n += 1
        if found(text, value, bag):
            good += 1
        else:
            print(f'# {where}: {plain(value)[:150]}')
    print(good, n, 'ordered' if in_order(data, text) else 'disordered')


main()
