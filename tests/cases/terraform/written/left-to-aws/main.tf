# What the files leave to AWS stays left to it, and a log group has its own tags.
variable "tags" {
  type    = map(string)
  default = { team = "shop" }
}

resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_method" "root" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_rest_api.shop.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "root" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  resource_id = aws_api_gateway_rest_api.shop.root_resource_id
  http_method = aws_api_gateway_method.root.http_method
  type        = "MOCK"
}

resource "aws_api_gateway_deployment" "shop" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  depends_on  = [aws_api_gateway_integration.root]
}

resource "aws_cloudwatch_log_group" "own" {
  name = "shop-own"
  tags = { kept = "years" }
}

resource "aws_cloudwatch_log_group" "none" {
  name = "shop-none"
}

resource "aws_api_gateway_stage" "own" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  deployment_id = aws_api_gateway_deployment.shop.id
  stage_name    = "own"
  tags          = { stage = "own" }

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.own.arn
    format          = "$context.requestId"
  }
}

resource "aws_api_gateway_stage" "none" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  deployment_id = aws_api_gateway_deployment.shop.id
  stage_name    = "none"
  tags          = { stage = "none" }

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.none.arn
    format          = "$context.requestId"
  }
}

resource "aws_sns_topic" "beside" {
  name = "beside"
  tags = var.tags
}
