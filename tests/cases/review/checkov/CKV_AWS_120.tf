# Whether stages have a cache.

resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_method" "orders" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_deployment" "shop" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
}

resource "aws_api_gateway_stage" "pass_cache" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  deployment_id = aws_api_gateway_deployment.shop.id
  stage_name    = "pass_cache"

  cache_cluster_enabled = true
  cache_cluster_size    = "0.5"
}

resource "aws_api_gateway_stage" "fail_silent" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  deployment_id = aws_api_gateway_deployment.shop.id
  stage_name    = "fail_silent"
}

resource "aws_api_gateway_stage" "fail_off" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  deployment_id = aws_api_gateway_deployment.shop.id
  stage_name    = "fail_off"

  cache_cluster_enabled = false
}

resource "aws_api_gateway_rest_api" "inbox" {
  name = "inbox"
}

resource "aws_api_gateway_resource" "inbox" {
  rest_api_id = aws_api_gateway_rest_api.inbox.id
  parent_id   = aws_api_gateway_rest_api.inbox.root_resource_id
  path_part   = "inbox"
}

resource "aws_api_gateway_method" "inbox" {
  rest_api_id   = aws_api_gateway_rest_api.inbox.id
  resource_id   = aws_api_gateway_resource.inbox.id
  http_method   = "POST"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_deployment" "inbox" {
  rest_api_id = aws_api_gateway_rest_api.inbox.id
}

resource "aws_api_gateway_stage" "fail_no_get" {
  rest_api_id   = aws_api_gateway_rest_api.inbox.id
  deployment_id = aws_api_gateway_deployment.inbox.id
  stage_name    = "fail_no_get"
}
