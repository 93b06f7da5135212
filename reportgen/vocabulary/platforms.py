"""An export's id → the proper name of the platform that makes it, alike in every language; empty where any tool may."""

from __future__ import annotations

_EXPORTS: dict[str, str] = {
    "Facebook Insights": "facebook_insights_clicks facebook_insights_page facebook_insights_posts "
    "facebook_insights_stories facebook_insights_videos",
    "Google Ads": "google_ads google_ads_overview",
    "Google Analytics 4": "ga4",
    "HubSpot": "hubspot_contacts hubspot_deals",
    "LinkedIn": "linkedin_creator_engagement linkedin_creator_followers linkedin_creator_top_posts "
    "linkedin_page_content linkedin_page_followers linkedin_page_posts linkedin_page_visitors",
    "LinkedIn Ads": "linkedin_ads",
    "Meta Ads": "meta_ads",
    "Meta Business Suite": "meta_audience meta_business_suite meta_content_facebook meta_content_instagram",
    "Pinterest": "pinterest_overview pinterest_top",
    "Pinterest Ads": "pinterest_ads",
    "Salesforce": "salesforce_leads salesforce_opportunities",
    "Shopify": "shopify_orders shopify_reports",
    "TikTok Ads": "tiktok_ads",
    "TikTok Business Suite": "tiktok_business tiktok_business_audience tiktok_business_videos",
    "TikTok Studio": "tiktok_followers tiktok_studio tiktok_viewers",
    "Universal Analytics": "universal_analytics",
    "X": "x_content x_overview x_tweets x_tweets_daily",
    "YouTube Studio": "youtube_chart youtube_table youtube_totals",
}
PLATFORMS: dict[str, str] = {export: name for name, exports in _EXPORTS.items() for export in exports.split()}
