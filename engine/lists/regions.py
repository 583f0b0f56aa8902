"""The subjects of the Russian Federation and their larger towns → time zones.

Source: article 5 of the federal law 107-FZ "On the calculation of time" (with its changes), in
IANA names; codes are those of the tax service's classifier. A subject that spans several zones
names them all: a contact there is called only when it is allowed in each.
"""

import re
from functools import cache

# code | zones | names of the subject, without "область", "край" … | towns
_TABLE = """
01|Europe/Moscow|адыгея, adygea, adygeya|майкоп, maykop
02|Asia/Yekaterinburg|башкортостан, башкирия, рб, bashkortostan, bashkiria|уфа, стерлитамак, салават, нефтекамск, октябрьский, туймазы, белорецк, ишимбай, ufa
03|Asia/Irkutsk|бурятия, buryatia|улан удэ, северобайкальск, ulan ude
04|Asia/Barnaul|алтай, горный алтай, altai republic|горно алтайск
05|Europe/Moscow|дагестан, dagestan|махачкала, дербент, хасавюрт, каспийск, буйнакск, makhachkala
06|Europe/Moscow|ингушетия, ингушская, ingushetia|магас, назрань
07|Europe/Moscow|кабардино балкарская, кабардино балкария, кбр, kabardino balkaria|нальчик, прохладный, nalchik
08|Europe/Moscow|калмыкия, kalmykia|элиста, elista
09|Europe/Moscow|карачаево черкесская, карачаево черкесия, кчр, karachay cherkessia|черкесск
10|Europe/Moscow|карелия, karelia|петрозаводск, кондопога, сортавала, petrozavodsk
11|Europe/Moscow|коми, komi|сыктывкар, ухта, воркута, усинск, печора, syktyvkar
12|Europe/Moscow|марий эл, марий, mari el|йошкар ола, волжск, yoshkar ola
13|Europe/Moscow|мордовия, mordovia|саранск, рузаевка, saransk
14|Asia/Yakutsk,Asia/Ust-Nera,Asia/Srednekolymsk|саха якутия, саха, якутия, sakha, yakutia, sakha yakutia|
14|Asia/Yakutsk||якутск, нерюнгри, мирный, ленск, алдан, yakutsk
15|Europe/Moscow|северная осетия алания, северная осетия, рсо алания, рсо, алания, north ossetia|владикавказ, моздок, vladikavkaz
16|Europe/Moscow|татарстан, татария, рт, tatarstan|казань, набережные челны, нижнекамск, альметьевск, зеленодольск, бугульма, елабуга, kazan
17|Asia/Krasnoyarsk|тыва, тува, tuva, tyva|кызыл
18|Europe/Samara|удмуртская, удмуртия, udmurtia|ижевск, сарапул, воткинск, глазов, можга, izhevsk
19|Asia/Krasnoyarsk|хакасия, khakassia|абакан, черногорск, саяногорск, abakan
20|Europe/Moscow|чеченская, чечня, chechnya|грозный, гудермес, аргун, шали, grozny
21|Europe/Moscow|чувашская, чувашия, чувашская чувашия, chuvashia|чебоксары, новочебоксарск, cheboksary
22|Asia/Barnaul|алтайский, altai krai|барнаул, бийск, рубцовск, новоалтайск, barnaul, biysk
23|Europe/Moscow|краснодарский, кубань, krasnodar|краснодар, сочи, новороссийск, армавир, ейск, кропоткин, анапа, геленджик, туапсе, sochi
24|Asia/Krasnoyarsk|красноярский, krasnoyarsk|красноярск, норильск, ачинск, канск, железногорск, минусинск, лесосибирск, norilsk
25|Asia/Vladivostok|приморский, приморье, primorsky, primorye|владивосток, находка, уссурийск, артем, арсеньев, vladivostok
26|Europe/Moscow|ставропольский, stavropol|ставрополь, пятигорск, кисловодск, невинномысск, ессентуки, минеральные воды, буденновск
27|Asia/Vladivostok|хабаровский, khabarovsk|хабаровск, комсомольск на амуре, амурск, советская гавань
28|Asia/Yakutsk|амурская, amur|благовещенск, свободный, белогорск, тында, зея
29|Europe/Moscow|архангельская, arkhangelsk|архангельск, северодвинск, котлас, новодвинск
30|Europe/Astrakhan|астраханская, astrakhan|астрахань, ахтубинск
31|Europe/Moscow|белгородская, belgorod|белгород, старый оскол, губкин
32|Europe/Moscow|брянская, bryansk|брянск, клинцы, новозыбков
33|Europe/Moscow|владимирская, vladimir|владимир, ковров, муром, александров, гусь хрустальный
34|Europe/Volgograd|волгоградская, volgograd|волгоград, волжский, камышин, михайловка
35|Europe/Moscow|вологодская, vologda|вологда, череповец, cherepovets
36|Europe/Moscow|воронежская, voronezh|воронеж, борисоглебск, россошь
37|Europe/Moscow|ивановская, ivanovo|иваново, кинешма, шуя
38|Asia/Irkutsk|иркутская, irkutsk|иркутск, братск, ангарск, усть илимск, усолье сибирское, черемхово, bratsk
39|Europe/Kaliningrad|калининградская, kaliningrad|калининград, советск, черняховск
40|Europe/Moscow|калужская, kaluga|калуга, обнинск
41|Asia/Kamchatka|камчатский, камчатская, камчатка, kamchatka|петропавловск камчатский, елизово
42|Asia/Novokuznetsk|кемеровская кузбасс, кемеровская, кузбасс, kemerovo, kuzbass|кемерово, новокузнецк, прокопьевск, междуреченск, ленинск кузнецкий, киселевск, юрга, белово
43|Europe/Kirov|кировская, kirov|киров, кирово чепецк, вятские поляны
44|Europe/Moscow|костромская, kostroma|кострома, буй
45|Asia/Yekaterinburg|курганская, kurgan|курган, шадринск
46|Europe/Moscow|курская, kursk|курск, железногорск курский
47|Europe/Moscow|ленинградская, leningrad|гатчина, выборг, всеволожск, сосновый бор, тихвин, кириши, сертолово, мурино
48|Europe/Moscow|липецкая, lipetsk|липецк, елец
49|Asia/Magadan|магаданская, magadan|магадан
50|Europe/Moscow|московская, подмосковье, мо, moscow oblast, moscow region|балашиха, подольск, химки, мытищи, королев, люберцы, красногорск, электросталь, коломна, одинцово, домодедово, серпухов, щелково, орехово зуево, раменское, долгопрудный, реутов, пушкино, жуковский, ногинск, сергиев посад, видное, лобня, клин, воскресенск, дубна
51|Europe/Moscow|мурманская, murmansk|мурманск, апатиты, североморск, мончегорск
52|Europe/Moscow|нижегородская, nizhny novgorod|нижний новгород, н новгород, дзержинск, арзамас, саров, бор
53|Europe/Moscow|новгородская, novgorod|великий новгород, новгород, боровичи
54|Asia/Novosibirsk|новосибирская, novosibirsk|новосибирск, бердск, искитим
55|Asia/Omsk|омская, omsk|омск, тара
56|Asia/Yekaterinburg|оренбургская, orenburg|оренбург, орск, новотроицк, бузулук
57|Europe/Moscow|орловская, oryol, orel|орел, ливны, мценск
58|Europe/Moscow|пензенская, penza|пенза, кузнецк
59|Asia/Yekaterinburg|пермский, пермская, прикамье, perm|пермь, березники, соликамск, чайковский, лысьва, кунгур, краснокамск
60|Europe/Moscow|псковская, pskov|псков, великие луки
61|Europe/Moscow|ростовская, rostov|ростов на дону, ростов, таганрог, шахты, новочеркасск, волгодонск, батайск, новошахтинск, taganrog, rostov on don
62|Europe/Moscow|рязанская, ryazan|рязань, касимов
63|Europe/Samara|самарская, samara|самара, тольятти, сызрань, новокуйбышевск, чапаевск, tolyatti
64|Europe/Saratov|саратовская, saratov|саратов, энгельс, балаково, балашов, engels
65|Asia/Sakhalin|сахалинская, сахалин, sakhalin|южно сахалинск, корсаков, холмск, оха
66|Asia/Yekaterinburg|свердловская, sverdlovsk|екатеринбург, екб, нижний тагил, каменск уральский, первоуральск, серов, новоуральск, верхняя пышма, асбест, ревда, yekaterinburg, ekaterinburg, nizhny tagil
67|Europe/Moscow|смоленская, smolensk|смоленск, вязьма
68|Europe/Moscow|тамбовская, tambov|тамбов, мичуринск
69|Europe/Moscow|тверская, tver|тверь, ржев, вышний волочек
70|Asia/Tomsk|томская, tomsk|томск, северск, стрежевой
71|Europe/Moscow|тульская, tula|тула, новомосковск, щекино
72|Asia/Yekaterinburg|тюменская, tyumen|тюмень, тобольск, ишим, tobolsk
73|Europe/Ulyanovsk|ульяновская, ulyanovsk|ульяновск, димитровград
74|Asia/Yekaterinburg|челябинская, chelyabinsk|челябинск, магнитогорск, златоуст, миасс, копейск, озерск, троицк, снежинск, сатка, magnitogorsk
75|Asia/Chita|забайкальский, забайкалье, читинская, zabaykalsky, transbaikal|чита, краснокаменск, chita
76|Europe/Moscow|ярославская, yaroslavl|ярославль, рыбинск, переславль залесский
77|Europe/Moscow|москва, moscow, msk|зеленоград, щербинка, московский
78|Europe/Moscow|санкт петербург, спб, с петербург, петербург, питер, saint petersburg, st petersburg, spb|колпино, пушкин, петергоф, кронштадт, сестрорецк
79|Asia/Vladivostok|еврейская, еао, jewish|биробиджан
83|Europe/Moscow|ненецкий, нао, nenets|нарьян мар
86|Asia/Yekaterinburg|ханты мансийский, ханты мансийский югра, хмао, хмао югра, югра, khanty mansi, hmao|сургут, нижневартовск, нефтеюганск, ханты мансийск, нягань, когалым, surgut, nizhnevartovsk
87|Asia/Anadyr|чукотский, чукотка, chukotka|анадырь, певек
89|Asia/Yekaterinburg|ямало ненецкий, янао, ямал, yamalo nenets, yamal|салехард, ноябрьск, новый уренгой, надым, noyabrsk
90|Europe/Moscow|запорожская|мелитополь, бердянск
91|Europe/Simferopol|крым, рк, crimea|симферополь, керчь, евпатория, ялта, феодосия, джанкой, simferopol
92|Europe/Simferopol|севастополь, sevastopol|
93|Europe/Moscow|донецкая народная, днр, донецкая|донецк, мариуполь, горловка, макеевка
94|Europe/Moscow|луганская народная, лнр, луганская|луганск, алчевск
95|Europe/Moscow|херсонская|геническ
99|Asia/Qyzylorda|байконур, baikonur|
"""  # noqa: E501

#: What stands beside the name and does not tell subjects apart.
_GENERIC = """
область обл области областной край края кр республика респ республики республ рес г гор город
города автономный автономная автономного автономной авт округ окр округа ао аобл рф россия
россии российская федерация федерального значения субъект субъекта район р н пгт пос с село
деревня oblast region krai kray republic of city autonomous okrug federal the russia
"""
_GENERIC_WORDS = frozenset(_GENERIC.split())
_WORD = re.compile(r"[^\W\d_]+")
#: Endings of adjectives in all cases: "Свердловская", "Свердловской", "Пермского".
_ADJECTIVE = re.compile(r"(?<=[а-я]{3}[кн])(?:ая|ое|ой|ую|ий|ый|ого|ому|им|ым|ом)$")


def _key(name: str) -> str:
    words = [w for w in _WORD.findall(name.lower().replace("ё", "е")) if w not in _GENERIC_WORDS]
    return " ".join(_ADJECTIVE.sub("", word) for word in words)


@cache
def _by_key() -> dict[str, tuple[str, ...]]:
    towns: dict[str, tuple[str, ...]] = {}
    subjects: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.strip().splitlines():
        code, zones, names, places = line.split("|")
        where = tuple(zones.split(","))
        subjects.setdefault(code, where)
        for name in names.split(","):
            subjects[_key(name)] = where
        for place in places.split(","):
            towns.setdefault(_key(place), where)
    result = towns | subjects
    result.pop("", None)
    return result


def region_zones(text: str) -> tuple[str, ...]:
    """The time zones of a region or town as a list names it: "Свердловская обл.", "респ.
    Башкортостан", "ХМАО", "г. Москва", "66"; () when it is not known."""
    stripped = text.strip()
    if not stripped:
        return ()
    known = _by_key()
    if stripped.removesuffix(".0").isdecimal():
        return known.get(stripped.removesuffix(".0").zfill(2), ())
    found = known.get(_key(stripped))
    if found:
        return found
    # "Свердловская обл., г. Екатеринбург", "Респ Саха /Якутия/", "66 - Свердловская область"
    for part in re.split(r"[,;/()]|\s[-–—]\s", stripped):
        found = known.get(_key(part))
        if found:
            return found
    return ()
