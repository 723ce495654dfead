"""Ratings of public life, written with nothing but the page: food hygiene, degree classes, hotel stars."""

from tests.rating.files import rated

HYGIENE = """rulebook: fhrs-2030
title: 食品卫生评级
parties: {inspector: counts}
sections:
  H: {title: 卫生, criteria: {H: {choices: {0: 0, 5: 5, 10: 10, 15: 15, 20: 20, 25: 25}}}}
  S: {title: 设施, criteria: {S: {choices: {0: 0, 5: 5, 10: 10, 15: 15, 20: 20, 25: 25}}}}
  C: {title: 管理, criteria: {C: {choices: {0: 0, 5: 5, 10: 10, 20: 20, 30: 30}}}}
figures: {worst: {highest-of: [H, S, C]}}
levels:
  - 很好: {total: at most 15, worst: at most 5, stars: 5}
  - 好: {total: at most 20, worst: at most 10, stars: 4}
  - 一般满意: {total: at most 30, worst: at most 10, stars: 3}
  - 需改进: {total: at most 40, worst: at most 15, stars: 2}
  - 须大力改进: {total: at most 50, worst: at most 20, stars: 1}
  - 亟须改进: otherwise
order: [fewest total]
"""
DEGREE = """rulebook: honours-2030
title: 学位等级
parties: {examiner: counts}
sections:
  Y2: {title: 第二学年, mean: weighted, criteria: {M21: {points: 100, weight: 50%}, M22: {points: 100, weight: 50%}}}
  Y3:
    {title: 第三学年, mean: weighted, criteria: {M31: {points: 100, weight: 1/3}, M32: {points: 100, weight: 1/3},
     M33: {points: 100, weight: 1/3}}}
total: {weights: {Y2: 1/3, Y3: 2/3}, round: 0}
levels:
  - 一等:
      any-of:
        - {total: at least 70}
        - {total: at least 68, count-of: {figures: [M31, M32, M33], are: at least 70, number: at least 2}}
  - 二等上:
      any-of:
        - {total: at least 60}
        - {total: at least 58, count-of: {figures: [M31, M32, M33], are: at least 60, number: at least 2}}
  - 二等下: {total: at least 50}
  - 三等: {total: at least 40, weakest-criterion: at least 30}
  - 不及格: otherwise
order: [total]
"""
HOTEL = """rulebook: hotel-2030
title: 旅游饭店星级
parties: {expert: counts}
sections:
  N: {title: 必备项目, items: pass-or-fail, criteria: {N3: 三星必备, N4: 四星必备, N5: 五星必备}}
  F: {title: 设施设备, criteria: {F1: 30, F2: 60, F3: 200, F4: 110, F5: 200}}
  Y: {title: 运营质量, criteria: {Y1: 200, Y2: 100, Y3: 100}}
total: {of: F}
levels:
  - 五星:
      {F: at least 420, Y: at least 85%, N5: yes, stars: 5,
       count-of: {figures: [Y1, Y2, Y3], are: at least 85%, number: at least 3}}
  - 四星: {F: at least 320, Y: at least 80%, N4: yes, stars: 4}
  - 三星: {F: at least 220, Y: at least 70%, N3: yes, stars: 3}
  - 未评: otherwise
vetoes: {V1: {title: 重大安全事故, effect: not rated}}
order: [stars, F, Y]
"""


def test_rate_by_food_hygiene_asks_the_total_and_the_worst_single_score() -> None:
    rows = rated(HYGIENE, "branch,H,S,C\n甲,5,5,5\n乙,10,5,0\n丙,0,0,20\n丁,25,20,30\n戊,10,10,10\n")

    assert [(row.total, row.stars) for row in rows] == [("15", "5"), ("15", "4"), ("20", "1"), ("75", "0"), ("30", "3")]


def test_rate_by_degree_classes_lifts_who_is_on_the_borderline_with_most_modules_above_it() -> None:
    marks = "branch,M21,M22,M31,M32,M33\n甲,60,66,71,72,70\n乙,60,66,72,68,65\n丙,60,60,69,69,69\n丁,40,40,45,40,29\n"

    rows = rated(DEGREE, marks)

    assert [row.total for row in rows] == ["68", "67", "66", "39"]
    assert [row.level for row in rows] == ["一等", "二等上", "二等上", "不及格"]


def test_rate_by_hotel_stars_asks_points_the_share_of_each_part_and_what_must_be_there() -> None:
    marks = "branch,N3,N4,N5,F1,F2,F3,F4,F5,Y1,Y2,Y3\n"
    good, other = "20,50,150,80,130,180,90,86", "20,50,150,80,130,180,90,84.99"

    rows = rated(HOTEL, f"{marks}甲,1,1,1,{good}\n乙,1,1,1,{other}\n丙,1,1,0,{good}\n丁,1,,,{good}\n")

    assert [row.stars for row in rows] == ["5", "4", "4", "3"]
