"""English as the listing needs it: is a text English, does it boast, does it say the same again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from course.criteria.scoring import Check, Finding
from course.criteria.tables import cell
from course.criteria.text import normalise, words

FOREIGN = 1 / 3
"""Share of words that may be Indonesian: people mix ("2 minggu after DP")."""
KNOWN = 0.4
"""Share of words that must be English; the rest may be names and words of a trade."""
CURRENCY = r"usd|us\s*\$|\$|us\s+dollars?|dollars?|eur(?:os?)?|€|sgd|aud|gbp|£|jpy|¥|myr|idr|rp"
NUMBER = r"\d[\d.,]{0,15}"
"""A number as typed; bounded, since an endless row of digits would be read from each of them."""
_TOKEN = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_BOASTS = re.compile(
    r"""(?<![a-z])(?:
        (?:the\s+)?best(?!\s+(?:before|regards?|wishes|by))
      | (?<!at\s)most\s+[a-z]+ | (?:cheap|fast|fin|great|low|high|strong|tast|quick|delicious)est
      | number\s+(?:one|1) | no\.?\s*1(?!\d) | nr\s*1(?!\d) | \#\s*1(?!\d)
      | (?:in|of)\s+(?:the|this)\s+(?:whole\s+)?world | worldwide\s+famous | than\s+all
      | (?:100\s*%\s*)?guarante\w* | garansi | dijamin | perfect\w* | miracle\w* | magic\w*
      | amazing | extraordinary | unbeatable | super | forever | never
      | cures? | heals? | curing | healing | all\s+diseases?
      | paling | nomor\s+satu | sedunia | termurah | terbaik | terenak
    )(?![a-z])""",
    re.VERBOSE,
)
_PROCESS = re.compile(
    r"(?<![a-z])(?:hand\s*-?\s*(?:made|woven|stamp\w*|crafted|wash\w*|painted|carved|knitted)"
    r"|(?:un)?roasted|dried|fried|baked|smoked|woven|knitted|crochet\w*|carved|fermented|steamed"
    r"|preservatives?|ripe|carbonated|dyed|stamped|embroidered|printed|washed"
    r"|made\s+(?:of|from|by|in)|ingredients?|materials?|contains?)(?![a-z])"
)
_AMOUNT = re.compile(
    rf"""(?:{CURRENCY})\s*\d | {NUMBER}\s*(?:{CURRENCY}|x\s*\d|x(?![a-z])
      | (?:pcs?|pieces?|g|gr|grams?|kg|kgs|ml|l|lit(?:er|re)s?|cm|mm|m|inch(?:es)?|days?
      | weeks?|months?|mths?|years?|hours?|times|workers?|packs?|boxes|cartons?|cartoons?
      | colou?rs)(?![a-z]))""",
    re.VERBOSE,
)


def tokens(raw: Any) -> list[str]:
    """Return the alphabetic words of a text in lower case ("48pcs" gives "pcs")."""
    return _TOKEN.findall(normalise(raw))


def reads_as_english(raw: Any) -> bool:
    """Return whether a text is in English; names of places and single letters do not count.

    A text of numbers and codes only ("T/T 30/70") is as English as any.
    """
    counted = [w for w in tokens(raw) if len(w) > 1 and (w in ENGLISH or w not in PLACES)]
    if not counted:
        return re.search(r"\w", normalise(raw)) is not None
    foreign = sum(w in INDONESIAN and w not in ENGLISH for w in counted)
    known = sum(map(is_english, counted))
    return foreign <= FOREIGN * len(counted) and known >= KNOWN * len(counted)


def is_listed(word: str) -> bool:
    """Return whether a lower-case word, or what it is formed from, stands in the word list."""
    stem = word.removesuffix("'s")
    if stem in ENGLISH:
        return True
    for ending in ("s", "es", "d", "ed", "r", "er", "ing", "ly", "y"):
        base = stem.removesuffix(ending)
        if len(base) >= 3 and base != stem and (base in ENGLISH or base + "e" in ENGLISH):
            return True
    return False


@lru_cache(maxsize=10_000)
def is_english(word: str) -> bool:
    """Return whether a lower-case word is English, a loan word or a misspelling of one."""
    if word in ENGLISH or word in INDONESIAN:
        return word in ENGLISH
    if is_listed(word):
        return True
    # A search through the whole list, so it comes last.
    return len(word) >= 5 and bool(
        process.extractOne(word, ENGLISH, scorer=fuzz.ratio, score_cutoff=85)
    )


def in_english(
    raws: Sequence[Any], *, label: str = "ditulis dalam bahasa Inggris", points: float = 1.0
) -> Check:
    """Check several texts by the share of them that is in English; an empty one is not."""

    def evaluate() -> Finding:
        good = [reads_as_english(raw) for raw in raws]
        local = [w for raw in raws for w in tokens(raw) if w in INDONESIAN and w not in ENGLISH]
        found = "belum Inggris: " + ", ".join(dict.fromkeys(local)) if local else ""
        return Finding(sum(good) / len(good), "" if all(good) else found or "kata tidak dikenal")

    return Check(label, evaluate, points)


def boast(raw: Any) -> str:
    """Return the first exaggeration in a text, "" when there is none ("best before" is none)."""
    found = _BOASTS.search(normalise(raw))
    return found[0].strip() if found else ""


def without_boasts(
    raws: Sequence[Any], *, label: str = "tanpa kata berlebihan", points: float = 1.0
) -> Check:
    """Check that none of the texts exaggerates; texts that are all empty do not pass."""

    def evaluate() -> Finding:
        if not any(tokens(raw) for raw in raws):
            return Finding(0.0, "kosong")
        found = next(filter(None, map(boast, raws)), "")
        return Finding(not found, f"ada kata: {found}" if found else "")

    return Check(label, evaluate, points)


def has_fact(raw: Any) -> bool:
    """Return whether a text says something a buyer can check: an amount, a material, a process."""
    text = normalise(raw)
    known = MATERIALS & set(tokens(text))
    return bool(known or _AMOUNT.search(text) or _PROCESS.search(text))


def restated(
    raw: Any, about: Mapping[str, str], *, column: str, label: str, points: float = 1.0
) -> Check:
    """Check a table of boasts written anew: English, no boast, a fact, each row something else.

    ``about`` names for each row the beginnings of words, one of which its fact must hold: cotton
    says nothing about how long it takes.
    """

    def evaluate() -> Finding:
        texts = {row: cell(raw, row, column) for row in about}
        fits = {row for row, text in texts.items() if _names(text, about[row].split())}
        good = {normalise(texts[row]) for row in fits if is_restated(texts[row])}
        left = next((f"; masih ada: {b}" for text in texts.values() if (b := boast(text))), "")
        return Finding(len(good) / len(about), f"{len(good)} dari {len(about)} benar{left}")

    return Check(label, evaluate, points)


def _names(raw: Any, beginnings: Sequence[str]) -> bool:
    text = normalise(raw)
    return any(re.search(rf"(?<![a-z]){re.escape(part)}", text) for part in beginnings)


def is_restated(raw: Any) -> bool:
    """Return whether a sentence is plain English with a fact in it and without a boast."""
    sentence = len(words(raw)) >= 2 and reads_as_english(raw)
    return sentence and not boast(raw) and has_fact(raw)


def is_goods(word: str) -> bool:
    """Return whether a lower-case word names goods or a material, in English or Indonesian."""
    return word in GOODS or word in LOCAL_GOODS or word.removesuffix("s") in GOODS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MATERIALS = _words("""
acrylic almond aluminium anise apple arabica avocado bamboo banana bead beads bean beans beef
beeswax brass bread bronze butter candlenut canvas cardamom cashew cassava cassia ceramic cheese
chicken chili chilies chilli chilly chocolate cinnamon clay clove cloves cocoa coconut coffee
copper coriander corn cotton cottonii cucumber cumin curry dacron date duck durian egg eggs fabric
fiber fibre fish flour fruit galangal garlic ginger glass gold grass guava gum herb herbs hibiscus
honey indigo iron jackfruit jasmine jute lavender leaf leather leaves lemon lemongrass lime linen
mahogany mango mangosteen marble metal milk moringa mushroom nutmeg nylon oil onion orange palm
pandan papaya paper paraffin patchouli peanut peanuts pepper pineapple plastic polyester porcelain
potato prawn rattan rayon resin rice robusta rope rose rosewood rubber salak salt sandalwood
seaweed sesame shallot shallots shell shells shrimp silk silver snakefruit soy soya soybean
soybeans spice spices squid steel stone straw suar sugar tamarind tapioca taro tea teak tempe
tempeh textile thread tofu tuna turmeric vanilla vetiver viscose vitamin water wax wheat wicker
wood wooden wool yam yarn yeast
""")
GOODS = MATERIALS | _words("""
accessories accessory art bag bags bakery balm bar bars basket baskets batik beanie bed belt
biscuit biscuits blanket block blouse board boards book books bottle bowl bowls box boxes bracelet
briquet briquette briquettes broom brownies brush cake cakes candies candle candles candy cap caps
card cards carpet carving case chair chairs charcoal chip chips cloth clothes clothing coaster
cookie cookies costume cracker crackers craft crafts cream cup cups cushion decor decoration
dessert dish doll dolls dress drink drinks dumpling earring earrings fan floss food foods frame
frames frozen furniture garment gift gloves granola hammock handbag handicraft hanger hat hats
herbal hijab holder ikat jacket jam jamu jar jars jerky jewellery jewelry juice kebaya keychain
kimono kitchenware knife lamp lampshade lantern lunchbox lurik macrame mask masks mat mats meal
meatball meatballs mirror mug napkin necklace nest noodle noodles notebook nugget nuggets nut nuts
outfit paint painting pants paste pen pendant photocopy pickle pillow pin placemat plate plates
pot pots pottery pouch powder puppet purse rack rendang ring rings robe rug rugs runner sack
sambal sambel sandals sarong sauce sauces sausage scarf scarfs scarves scrub sculpture seasoning
shampoo shawl shawls sheet shelf shirt shirts shoe shoes skirt slipper slippers snack snacks soap
soaps songket soup souvenir spoon spoons stand stationery statue stick sticks stool sweater syrup
table tablecloth tableware tag tenun tote toy toys tray trays tumbler tunic ulos uniform uniforms
vase veil vest wallet ware wayang weaving wrap
""")
UNITS = _words("""
bag bags bar bars basket bottle bottles bowl box boxes bundle bundles can cans carton cartons
cartoon cartoons container containers ctn ctns doll dolls dozen dozens each fcl gram grams jar
jars karton kg kgs kilo kilogram kilograms kilos lcl liter liters litre litres meter meters metre
metres mt pack package packages packet packets packs pair pairs pallet pallets pax pc pce pcs
piece pieces pkg polybag polybags pouch pouches reefer reefers roll rolls sachet sachets sack
sacks scarf scarves set sets sheet sheets tin tins ton tonne tonnes tons tub unit units yard yards
""")
MEASURES = _words("""
am aud bl cc cfr cif cip cm cnf cpt cv d dap ddp dp dps eur exw fas fca feet fob foot ft g gbp gr
gram grams grm h hs id idr in inch inches incoterm incoterms jpy kg kgs l lb lbs lc liter litre lt
ltr m meter mg ml mm moq mtr myr ok oz pm pt rm rp s sgd tt ud us usd w wib x xl xs xxl
""")
ENGLISH = (
    GOODS
    | UNITS
    | MEASURES
    | _words("""
a able about above accept acceptable account add added address advance after again against age ago
agree airport alibaba all allow almost already also always amount an and answer any anyone
anything approval approve approved approx approximate approximately april are area around arrange
arrive as ash asia ask assorted assurance at attractive august available average away awb back bad
baked balance bank based be beautiful because become been before begin below besides best between
big bill black blue boiled booking both bottom bright broken brown brush bulk burn burning
business but buy buyer buyers by call cannot capacity care carry cash catalog catalogue cavendish
center certificate certified chain change charge cheap check chewy child children choice choose
city class clean clear clearance clock closed cold color colored colors colour coloured colours
come comfortable company complete condition confirm confirmation confirmed contact contain
contains content contents cool copy cost costs country courier cover crisp crispy crochet
crocheted crunchy cube currency custom customer customers customize customs cut daily dark day
days deal dear december decide decorative deep delicious deliver delivered delivery depend depends
deposit depth design designs detail details diameter different dimension direct discount discuss
discussed do document documents does dollar dollars done door down dressing dried drive driving
dry during duty dye dyed early east easy eat edible eight elegant email embroidered embroidery
empty end english engraved enjoy enough enquiry ensure escrow estimate euro europe even evening
event every exact exc except excl exclude excluded excluding exhibition exp expected expired
expiry export exporter extra factory fade family far farm farmer fast feather february fee feel
few fifty filled filling final find fine finish finished finishing first fit five fix flat flavor
flavors flavour flavours flexible flight floral flower foil foldable folded follow following for
form forty four free fresh friday fried friend friendly from full fully fun furthermore garden get
give glad go going good goods google got grade grams granule granules gray great green grey gross
ground group grow grown guest had halal half hand handcrafted handle handmade handwash handwoven
happy hard has have he health healthy heart heat heavy height hello help her here hi high his hold
holiday home hope hot hotel hour hours house how however hundred hygienic i idea if import
important importer impurities impurity inc incl include included includes including indonesia
indonesian inform information ingredient ingredients inner inquiry inside inspection instagram
instruction insurance interest interested international internet into invoice iron is issue it
item items its jakarta january java javanese journey jpg july june keep kids kind kindly kinds
knitted know label lace laminated large laser last lasting later layer lead leave left length less
let letter level life light lightweight like line lining link liquid list little load loading
local located logo long look loose lot lots loud love low lowest lunch machine madam made mail
main make maker makes making man manufacturer many map march mark market master material materials
max maximum may me means measure medium meet meeting member message method middle mild min mini
minimum miss mix mixed model modern moist moisture moment monday money month monthly months more
morning motif motifs move mr mrs ms mth mths much my name natural near nearly need needed needs
negotiable net never new next nice night nine no non normal north not note nothing november now
number nutritious october of off offer office often oh old on once one only open or order ordered
orders organic origin original other our out outer outside over own owner packaged packaging
packed packing paid painted pair part partial partner party pattern patterns pay payable payment
payoneer paypal people per percent period person phone photo photos pick picture pink pizza place
plain plan plant please plus point polish polished pop port ports possible post pp prefer
preferred premium preservative preservatives preserve press pressed price prices print printed
printing problem process produce produced producer product production products proforma promise
proof protect proud provide pure purple purpose put quality quantity question questions quick
quickly quotation quote rare rate raw read ready real receive received red reduce ref refer regard
regards register remain remaining reply request require requirement respond rest return reusable
rich ring ripe road roast roasted room rough round safe sale salted same sampel sample samples
satisfied saturday save savory savoury say scent scented sea seal sealed season second see sell
seller send sending sent sept september serve seven several shape share shiny ship shipment
shipped shipping shop short should show side sight sign signal simple since sincerely single sir
six size sizes skin slice sliced slightly slow small smell smoke smoked smooth so soft sole solid
some soon sorry sour south special specification spicy stainless stamp stamped stamping standard
standing start state stay steamed step still stitched stock store strong style such suit suitable
sunday sundried supplier supply sure surface sweet take talk taste tasty team telegraphic tell ten
term terms test tested than thank thanks thankyou that the their them then there these they thick
thickness thin thing think third thirty this thousand thread three through thursday time times to
today together tomorrow too top total town trade traditional train transfer transport travel
traveling travelling trip true trust try tuesday twenty two type under understand unfilled union
unique unisex unsweetened until up upon use used using usual usually valve variant variants
variety various vegan very via video view village visit visited wait want warm was wash washable
washed washing waste way we wear weather weave web website wechat wednesday week weeks weight
welcome well were west western what whatsapp when where which while white whole wholesale whose
why wide width will window wire wise wish with within without woman women word work worker workers
working workshop world worldwide worry would woven wrapped write written year years yellow yes
yesterday yet you young your yours yummy zip zipper
""")
)
# Known to a grader as goods and units, but no English: the buyer cannot read them.
LOCAL_MATERIALS = _words("""
bambu bawang benang cabai cabe cokelat coklat garam gula ikan jahe jati kacang kain katun kayu
kedelai kelapa kopi kulit kunyit lilin madu mahoni pisang rotan singkong susu sutera sutra teh
tepung ubi udang
""")
LOCAL_GOODS = LOCAL_MATERIALS | _words("""
abon arang baju bakso boneka briket dodol dompet donat gamis gerabah jilbab kaos kemeja keranjang
keripik kerupuk kripik krupuk kue kursi mebel meja mie mukena patung peyek rajut rempeyek roti
sabun sandal sarung selendang sepatu syal tas tikar topeng ukiran
""")
LOCAL_UNITS = _words("""
bh biji bks botol buah bungkus dus karung kodi kotak lbr lembar lusin pasang potong toples
""")
INDONESIAN = (
    LOCAL_GOODS
    | LOCAL_UNITS
    | _words("""
ada adalah agar aja akan alamat aman anda apa apakah asli atas atau awet bagus bahan bahasa baik
balas banyak barang baru bayar belum berapa berat berkualitas bersih besar besok bikin bikinan
bisa boleh bu buatan bukan bulan cara cepat contoh cuma dalam dan dapat dari datang dengan di
dibuat digoreng dikirim dinas disini ekspor emailnya enak gratis gurih habis hanya harga hari
harum hormat ibu ini isi isinya itu jadi jalan jam jika juga jumlah kakak kalau kami karena kasih
ke kecil kepada kering ketik kirim kita kualitas lagi lama langsung lebih lengkap lewat luar lunas
makanan manis masih matang mau mengirim merah merek merk minggu minimal muka murah nanti negeri
ongkir ongkos pagi pak pakai paling panjang pedas pembayaran pembeli pengawet pengiriman pesan
pesanan pilihan pokok produk puluh rasa ratus renyah ribu rumah rupiah saja salam sampai sangat
satu saya sebelum sedang selamat selesai semua senang senti seratus seribu sesuai setelah setiap
siang siap siapa silakan sisa sore sudah tahan tahun tanah tangan tanpa tebal telah tempat terima
tetap tiap tidak tinggi transferan tunggu uang ukuran untuk usaha waktu warna ya yang yth
""")
)
PLACES = _words("""
ambon amsterdam antwerp australia bali balikpapan bandung bangkok banjarmasin banten batam beijing
belawan benoa bitung bogor brebes brisbane busan cirebon colombo denpasar depok dubai emas eu
fremantle germany guangzhou haiphong hamburg hanoi hong hongkong incheon india indonesia jakarta
jambi japan jeddah jepara jogja johor juanda kediri kendari klang kobe kong korea kualanamu kudus
lampung lombok london magelang makassar malang malaysia manado manila mas mataram medan melbourne
merak mumbai nagoya netherlands ningbo osaka padang palembang palu pekalongan perak pontianak
priok qingdao rotterdam salatiga sampit semarang shanghai shenzhen sibolga sidoarjo singapore
soekarno solo sulawesi sumatra sumedang surabaya surakarta sydney taipei tangerang tanjung
tanjungmas tegal tg tj tokyo toronto tpe uk usa vancouver wonogiri yogyakarta yokohama
""")
