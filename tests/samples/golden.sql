-- Tables of raw rows → one view a client: a row a cycle, a column a KPI (domain §4.2). Costs as in the configs.

create view meta_day as  -- of two exports of a day the later one wins
select channel, metric, day, arg_max(value, exported) as value from meta group by all;

create view page_month as
select
    strftime(v.day, '%Y-%m') as cycle,
    sum(v.value) as impressions,
    sum(i.value) filter (v.value is not null) as interactions_beside_views
from (select * from meta_day where metric = 'views') v
join (select * from meta_day where metric = 'interactions') i using (channel, day)
group by 1;

create view other_page_month as
select
    strftime(day, '%Y-%m') as cycle,
    sum(value) filter (metric = 'follows') as gross_new_followers,
    sum(value) filter (metric = 'link_clicks') as link_clicks
from meta_day group by 1;

create view ads_month as
select strftime(day, '%Y-%m') as cycle, sum(spend) as ad_spend, sum(impressions) as paid_impressions from ads group by 1;

create view site_month as
select strftime(day, '%Y-%m') as cycle, sum(sessions) as sessions, sum(leads) as leads, sum(buyers) as new_customers
from ga4 where channel is not null group by 1;

create view shop_month as
select
    strftime(day, '%Y-%m') as cycle,
    count(*) as orders,
    sum(total) - sum(tax) - sum(shipping) / 1.2 - sum(refunded) / 1.2 as revenue
from orders where channel is not null group by 1;

create view cost_month as  -- staff, agency, tools, production; the campaign's shooting once, in September 2026
select cycle, ad_spend + 38 * 34 + 900 + 89 + 300 + if(cycle = '2026-09', 600, 0) as total_cost from ads_month;

create view maison_lumiere as
select
    cycle,
    impressions,
    ad_spend / paid_impressions * 1000 as cpm,
    link_clicks,
    interactions_beside_views / impressions as engagement_rate,
    gross_new_followers,
    leads,
    total_cost / leads as cost_per_lead,
    leads / sessions as conversion_rate,
    revenue,
    (revenue * 0.5 - total_cost) / total_cost as roi_sales,
    orders,
    revenue / orders as aov,
    total_cost / new_customers as cac,
    total_cost,
    ad_spend
from page_month join other_page_month using (cycle) join ads_month using (cycle) join site_month using (cycle)
join shop_month using (cycle) join cost_month using (cycle);

create view network_quarter as
select year(date) || '-Q' || quarter(date) as cycle, sum(impressions) as impressions, sum(mentions) as mentions,
       sum(reactions + comments + shares) as interactions,
       sum(competitor_mentions) as competitor_mentions, sum(ad_spend::decimal(18, 2)) as ad_spend
from social group by 1;

create view audience_quarter as
select year(date) || '-Q' || quarter(date) as cycle, sum(followers) as audience
from social join (select max(date) as date from social group by year(date), quarter(date)) using (date) group by 1;

create view funnel_quarter as
select
    year(date) || '-Q' || quarter(date) as cycle,
    sum(sessions) filter (social) as sessions,
    sum(engaged_sessions) filter (social) as engaged_sessions,
    sum(applications) filter (social) as applications,
    sum(hires) filter (social) as hires,
    sum(downloads) filter (social) as downloads,
    sum(event_signups) filter (social) as event_signups
from (select *, channel in ('linkedin', 'instagram', 'tiktok') as social from funnel) group by 1;

create view cost_quarter as  -- 72 hours a month, 38 more from 2026 for TikTok; creators from February 2026
select cycle, ad_spend + 3 * 72 * 42 + 3 * 240 + 1500
    + if(cycle >= '2026', 3 * 38 * 42, 0) + if(cycle = '2026-Q1', 2 * 1200, if(cycle > '2026-Q1', 3 * 1200, 0)) as total_cost
from network_quarter;

create view northwind_talent as
select
    cycle,
    impressions,
    mentions / (mentions + competitor_mentions) as share_of_voice,
    interactions / impressions as engagement_rate,
    audience,
    engaged_sessions / sessions as engaged_session_rate,
    sessions as social_sessions,
    hires,
    applications,
    total_cost * 0.4 / applications as cost_per_application,
    total_cost * 0.4 / hires as cost_per_hire,
    downloads,
    event_signups,
    total_cost
from network_quarter join audience_quarter using (cycle) join funnel_quarter using (cycle) join cost_quarter using (cycle);
