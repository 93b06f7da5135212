-- Tables of raw rows → one view a client: a row a cycle, a column a KPI (domain §4.2). Costs as in the configs.

create view meta_day as  -- of two exports of a day the later one wins
select channel, metric, day, arg_max(value, exported) as value from meta group by all;

create view page_day as  -- LinkedIn gives no total of interactions: it is the sum of their kinds
select v.day, v.value as impressions, i.value as interactions
from (select * from meta_day where metric = 'views') v
join (select * from meta_day where metric = 'interactions') i using (channel, day)
union all select day, impressions, interactions from linkedin where impressions is not null;

create view page_month as
select
    strftime(day, '%Y-%m') as cycle,
    sum(impressions) as impressions,
    sum(interactions) as interactions_beside_views
from page_day group by 1;

create view other_page_month as
select
    strftime(day, '%Y-%m') as cycle,
    sum(value) filter (metric = 'follows') as gross_new_followers,
    sum(value) filter (metric = 'link_clicks') as link_clicks
from (select metric, day, value from meta_day union all select 'follows', day, follows from linkedin) group by 1;

create view post_month as  -- a post counts on the day in Paris, with the values of the newest export
select strftime(day, '%Y-%m') as cycle, count(*) as posts, sum(shares) as shares,
       sum(interactions) filter (reach is not null) as interactions_beside_reach, sum(reach) as reach
from (select channel, post, any_value(day) as day, arg_max(shares, exported) as shares,
             arg_max(interactions, exported) as interactions, arg_max(reach, exported) as reach
      from posts group by all) group by 1;

create view mention_month as  -- a document counts once for each brand, however many exports it stands in
select strftime(day, '%Y-%m') as cycle, count(*) filter (brand = 'Maison Lumière') as mentions, count(*) as all_mentions
from (select distinct brand, document, day from mentions where social) group by 1;

create view search_month as
select cycle, sum(spend) as search_spend, (
    select count(*) from orders where channel = 'paid_search' and strftime(orders.day, '%Y-%m') = cycle
) as search_orders
from (select strftime(day, '%Y-%m') as cycle, spend from search) group by 1;

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
from orders where channel <> 'paid_search' group by 1;

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
    ad_spend,
    mentions / all_mentions as share_of_voice,
    shares / posts as amplification_rate,
    interactions_beside_reach / reach as engagement_rate_posts,
    search_spend / search_orders as search_cost_per_order
from page_month join other_page_month using (cycle) join ads_month using (cycle) join site_month using (cycle)
join shop_month using (cycle) join cost_month using (cycle) join post_month using (cycle)
join search_month using (cycle) left join mention_month using (cycle);  -- the monitoring began in September 2025

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
