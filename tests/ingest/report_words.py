"""Reports in four languages, written for tests of the readers: a title and sentences."""

TITLES = {
    "ar": "وزير خارجية النرويج يلتقي نظيره التشيلي في أوسلو",
    "en": "Norway's foreign minister meets his Chilean colleague",
    "ru": "Министр иностранных дел Норвегии встретился с чилийским коллегой",
    "fr": "Le ministre norvégien des Affaires étrangères reçoit son homologue chilien",
}
SENTENCES = {
    "ar": (
        "التقى وزير الخارجية النرويجي نظيره التشيلي في أوسلو يوم الثلاثاء 4 مارس 2025.",
        "وقال الوزير إن النرويج وتشيلي وقعتا اتفاقية للتجارة تشمل 250 سلعة، وإن التعاون بين البلدين لن يتوقف.",
        "وأضاف المتحدث باسم وزارة الخارجية (في بيان) أن الأمر لا يتعلق بدول أخرى.",
    ),
    "en": (
        "The foreign minister of Norway met his Chilean colleague in Oslo on Tuesday, 4 March 2025.",
        "The minister said that Norway and Chile had signed a treaty on trade that covers 250 goods.",
        "A spokesman added in a statement that the agreement was not directed against other countries.",
    ),
    "ru": (
        "Министр иностранных дел Норвегии встретился с чилийским коллегой в Осло во вторник, 4 марта 2025 года.",
        "Министр заявил, что Норвегия и Чили подписали договор о торговле, который касается 250 товаров.",
        "Представитель министерства добавил, что соглашение не направлено против других стран.",
    ),
    "fr": (
        "Le ministre norvégien des Affaires étrangères a reçu son homologue chilien à Oslo, mardi 4 mars 2025.",
        "Le ministre a déclaré que la Norvège et le Chili avaient signé un traité de commerce portant sur 250 produits.",
        "Un porte-parole a ajouté que l'accord n'était dirigé contre aucun autre pays.",
    ),
}
